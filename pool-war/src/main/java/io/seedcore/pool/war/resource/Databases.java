package io.seedcore.pool.war.resource;

import io.seedcore.pool.NoSuchPoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.AsyncDatabase;
import io.seedcore.pool.jakarta.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.neo4j.ogm.session.Session;

/** The databases of the test paths, each of which may be missing from the configuration. */
@ApplicationScoped
class Databases {

    static final String POSTGRESQL = "postgresql";
    static final String MYSQL = "mysql";
    static final String NEO4J = "neo4j";

    @Inject
    private PoolRegistry registry;

    @Inject
    @Database(POSTGRESQL)
    private Instance<DataSource> postgresql;

    @Inject
    @Database(MYSQL)
    private Instance<DataSource> mysql;

    @Inject
    @Database(POSTGRESQL)
    private Instance<AsyncDatabase> asyncPostgresql;

    @Inject
    @Database(MYSQL)
    private Instance<AsyncDatabase> asyncMysql;

    @Inject
    @Database(NEO4J)
    private Instance<Session> neo4j;

    /** The name that a short name in a path stands for. */
    static String named(String pathSegment) {
        return pathSegment.equals("pg") ? POSTGRESQL : pathSegment;
    }

    /** @throws NoSuchPoolException where {@code name} is not configured */
    DataSource relational(String name) {
        return configured(name, name.equals(POSTGRESQL) ? postgresql : mysql);
    }

    /** @throws NoSuchPoolException where {@code name} is not configured */
    AsyncDatabase async(String name) {
        return configured(name, name.equals(POSTGRESQL) ? asyncPostgresql : asyncMysql);
    }

    /** @throws NoSuchPoolException where Neo4j is not configured */
    Session graph() {
        return configured(NEO4J, neo4j);
    }

    private <T> T configured(String name, Instance<T> bean) {
        if (!bean.isResolvable() || !registry.names().contains(name)) {
            throw new NoSuchPoolException(name, registry.names());
        }
        return bean.get();
    }
}
