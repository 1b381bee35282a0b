package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/**
 * A transaction of the driver as Neo4j-OGM gets it that somebody else ends: it runs what it is given, and ending it does
 * nothing. It never shows that it has ended either, which Neo4j-OGM would take for a mistake.
 */
final class BranchTransaction implements Transaction {

    private final Transaction branch;

    private BranchTransaction(Transaction branch) {
        this.branch = branch;
    }

    /** A session of the driver that has begun {@code branch} and can nothing else. */
    static Session sessionOf(Transaction branch) {
        return Invocation.facade(
                Session.class, "session of a transaction", (proxy, method, arguments) -> switch (method.getName()) {
                    case "beginTransaction" -> new BranchTransaction(branch);
                    case "isOpen" -> true;
                    case "close" -> null;
                    case "lastBookmarks" -> Set.of();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public Result run(String query, Value parameters) {
        return branch.run(query, parameters);
    }

    @Override
    public Result run(String query, Map<String, Object> parameters) {
        return branch.run(query, parameters);
    }

    @Override
    public Result run(String query, Record parameters) {
        return branch.run(query, parameters);
    }

    @Override
    public Result run(String query) {
        return branch.run(query);
    }

    @Override
    public Result run(Query query) {
        return branch.run(query);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void commit() {}

    @Override
    public void rollback() {}

    @Override
    public void close() {}
}
