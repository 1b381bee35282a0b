package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.neo4j.EntityMapping;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.neo4j.ogm.drivers.bolt.driver.BoltDriver;
import org.neo4j.ogm.session.SessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the session factory of one pool on first use, because making it reads classes. */
final class SessionFactories {

    private static final Logger LOG = LoggerFactory.getLogger(SessionFactories.class);

    /** Neo4j-OGM reads every class there is when it is given no package; no class is in this one. */
    private static final String NOWHERE = "io.seedcore.pool.neo4j.nowhere";

    private final String pool;
    private final BoltDriver driver;
    private @Nullable EntityMapping mapping;
    private volatile @Nullable SessionFactory factory;

    SessionFactories(String pool, BoltDriver driver) {
        this.pool = pool;
        this.driver = driver;
    }

    synchronized void map(EntityMapping wanted) {
        if (factory != null && !wanted.equals(mapping)) {
            throw new PoolException(
                    "SCP-209",
                    pool + ": the entities cannot be mapped anew, because the session factory exists already with "
                            + (mapping == null ? "none" : mapping.packages())
                            + ". Map them before the first session is opened.",
                    null);
        }
        mapping = wanted;
    }

    SessionFactory get() {
        SessionFactory made = factory;
        return made == null ? make() : made;
    }

    private synchronized SessionFactory make() {
        SessionFactory made = factory;
        if (made == null) {
            made = mapping == null ? new SessionFactory(driver, NOWHERE) : make(mapping);
            factory = made;
        }
        return made;
    }

    /** Neo4j-OGM finds classes through the context class loader, and this thread's may be anybody's. */
    private SessionFactory make(EntityMapping entities) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(entities.classLoader());
        try {
            Set<String> packages = entities.packages().isEmpty() ? Set.of(NOWHERE) : entities.packages();
            SessionFactory made = new SessionFactory(driver, packages.toArray(String[]::new));
            entities.transactionManager().ifPresent(made::setTransactionManagerFactory);
            LOG.debug("{}: entities in {}", pool, packages);
            return made;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
