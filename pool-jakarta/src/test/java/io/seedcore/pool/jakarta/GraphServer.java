package io.seedcore.pool.jakarta;

import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.time.Duration;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** What Neo4j itself says, over a driver that has nothing to do with any pool. */
final class GraphServer implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Driver driver;

    GraphServer() {
        DevDatabase neo4j = DevDatabases.shared().neo4j();
        driver = GraphDatabase.driver(neo4j.boltUri(), AuthTokens.basic(neo4j.user(), neo4j.password()));
    }

    /** A statement that takes hours and says {@code marker}; its only row comes at the end. */
    static String endless(String marker) {
        return "/* " + marker + " */ UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b"
                + " WITH a, b WHERE a + b = 0 RETURN count(*) AS n";
    }

    /** A statement that takes hours and says {@code marker}; its rows come as fast as they are read. */
    static String endlessRows(String marker) {
        return "/* " + marker + " */ UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a";
    }

    long running(String marker) {
        return count(
                "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $text RETURN count(*) AS n", marker);
    }

    void awaitRunning(String marker, long transactions) {
        await().atMost(SOON).until(() -> running(marker) == transactions);
    }

    /** Nodes with that name. */
    long stored(String name) {
        return count("MATCH (n:PjAsync {name: $text}) RETURN count(n) AS n", name);
    }

    private long count(String query, String text) {
        return driver.executableQuery(query)
                .withParameters(Map.of("text", text))
                .execute()
                .records()
                .get(0)
                .get("n")
                .asLong();
    }

    @Override
    public void close() {
        driver.close();
    }
}
