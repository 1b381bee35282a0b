package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.neo4j.GraphPool;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

final class GraphWork implements Work {
    private final PoolRegistry registry;

    GraphWork(PoolRegistry registry) {
        this.registry = registry;
    }

    private Session session() {
        return registry.pool("neo4j", GraphPool.class).driver().session();
    }

    @Override
    public long ask(long value) {
        try (Session session = session()) {
            return ask(session, value);
        }
    }

    private static long ask(Session session, long value) {
        return session.run("RETURN $value AS value", Map.of("value", value))
                .single()
                .get("value")
                .asLong();
    }

    @Override
    public void mark(long value) {
        try (Session session = session()) {
            session.run("CREATE (:DrillMark {id: $value})", Map.of("value", value))
                    .consume();
        }
    }

    @Override
    public Set<Long> marks() {
        try (Session session = session()) {
            return new HashSet<>(session.run("MATCH (mark:DrillMark) RETURN mark.id AS id")
                    .list(mark -> mark.get("id").asLong()));
        }
    }

    @Override
    public void clear() {
        try (Session session = session()) {
            clear(session);
        }
    }

    private static void clear(Session session) {
        session.run("MATCH (mark:DrillMark) DELETE mark").consume();
    }

    /** The same question: a server that has just started takes seconds for the first of each kind. */
    static void askDirectly(DevDatabase database) {
        directly(database, session -> ask(session, 1));
    }

    static void clearDirectly(DevDatabase database) {
        directly(database, GraphWork::clear);
    }

    private static void directly(DevDatabase database, Consumer<Session> work) {
        try (Driver driver = GraphDatabase.driver(
                        database.boltUri(), AuthTokens.basic(database.user(), database.password()));
                Session session = driver.session()) {
            work.accept(session);
        }
    }
}
