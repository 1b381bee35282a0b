package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.neo4j.TransactionMark;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;

/**
 * Transactions that run in the server, known by the id of their {@link TransactionMark}. A user sees and ends his own
 * without rights.
 */
public final class RunningTransactions {

    private static final String SHOW = """
        SHOW TRANSACTIONS YIELD transactionId, metaData, status
        WHERE metaData.gtrid IN $gtrids AND NOT status STARTS WITH 'Terminated'
        RETURN transactionId\
        """;

    private RunningTransactions() {}

    /** The server's names for them, without those that were ended and whose client has not noticed yet. */
    static List<String> of(Session session, Collection<String> gtrids) {
        return session.run(SHOW, Map.of("gtrids", List.copyOf(gtrids)))
                .list(row -> row.get("transactionId").asString());
    }

    /** @return how many were found */
    public static int end(Session session, Collection<String> gtrids) {
        List<String> found = of(session, gtrids);
        for (String transaction : found) {
            session.run("TERMINATE TRANSACTION $id", Map.of("id", transaction)).consume();
        }
        return found.size();
    }
}
