package io.seedcore.pool.neo4j.internal.atomic;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Session;

/** Transactions that run in the server, known by the id in their metadata. A user sees and ends his own without rights. */
final class RunningTransactions {

    /** The name of that id in the metadata. */
    static final String ID = "gtrid";

    private static final String SHOW = """
        SHOW TRANSACTIONS YIELD transactionId, metaData, status
        WHERE metaData.gtrid = $gtrid AND NOT status STARTS WITH 'Terminated'
        RETURN transactionId\
        """;

    private RunningTransactions() {}

    /** The server's names for them, without those that were ended and whose client has not noticed yet. */
    static List<String> of(Session session, String gtrid) {
        return session.run(SHOW, Map.of("gtrid", gtrid))
                .list(row -> row.get("transactionId").asString());
    }

    /** @return whether one was found */
    static boolean end(Session session, String gtrid) {
        List<String> found = of(session, gtrid);
        for (String transaction : found) {
            session.run("TERMINATE TRANSACTION $id", Map.of("id", transaction)).consume();
        }
        return !found.isEmpty();
    }
}
