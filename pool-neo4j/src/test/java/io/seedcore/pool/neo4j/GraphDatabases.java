package io.seedcore.pool.neo4j;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** Registries over a real Neo4j, for tests. */
final class GraphDatabases {

    private GraphDatabases() {}

    /** Over the database that all tests share; {@code more} are further settings, as name and value in turn. */
    static PoolRegistry shared(String... more) {
        return over(database(), more);
    }

    /** The one that all tests share. */
    static DevDatabase database() {
        return DevDatabases.shared().neo4j();
    }

    static PoolRegistry over(DevDatabase database, String... more) {
        Map<String, String> settings = new HashMap<>(database.environment());
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return PoolRegistry.of(settings);
    }

    static GraphPool pool(PoolRegistry registry) {
        return registry.pool("neo4j", GraphPool.class);
    }

    /** Asks something, on a session of its own. */
    static int answer(Driver driver) {
        try (Session session = driver.session()) {
            return session.run("RETURN 1").single().get(0).asInt();
        }
    }

    /** What {@link #answer} fails with; empty if it does not. */
    static Optional<Neo4jException> failure(Driver driver) {
        try {
            answer(driver);
            return Optional.empty();
        } catch (Neo4jException e) {
            return Optional.of(e);
        }
    }
}
