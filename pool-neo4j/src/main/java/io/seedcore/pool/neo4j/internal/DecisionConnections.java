package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.neo4j.internal.atomic.BoundedCall;
import io.seedcore.pool.neo4j.internal.atomic.GraphSessions;
import java.time.Duration;
import java.util.function.Supplier;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AutoCommitRetriesMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;

/**
 * Sessions for atomic transactions. Those of recovery have a driver of their own and not the control connection, as one
 * that waits for a decision would let a probe wait as well, and the database would seem to be down.
 */
final class DecisionConnections implements GraphSessions {

    private final String pool;
    private final Supplier<Driver> driver;
    private final SideDriver side;
    private final SessionConfig config;

    /** @param config what every session of the pool is opened with */
    DecisionConnections(String pool, Supplier<Driver> driver, SideDriver side, SessionConfig.Builder config) {
        this.pool = pool;
        this.driver = driver;
        this.side = side;
        // What is done twice is seen as done by somebody else; whoever asks decides whether to ask again.
        this.config = config.withDefaultAccessMode(AccessMode.WRITE)
                .withAutoCommitRetriesMode(AutoCommitRetriesMode.DISABLED)
                .build();
    }

    @Override
    public String pool() {
        return pool;
    }

    @Override
    public Begun begin(TransactionConfig transaction) {
        Session session = driver.get().session(config);
        try {
            return new Begun(session, PoolWords.beginning(() -> session.beginTransaction(transaction)));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public <T> T beside(Duration longest, Work<T> work) throws Exception {
        Driver asked = side.get();
        try {
            return BoundedCall.within(longest, pool, () -> {
                try (Session session = asked.session(config)) {
                    return work.with(session);
                }
            });
        } catch (Exception e) {
            if (BoundedCall.wasSilent(e)) {
                side.abandon(asked);
            }
            throw e;
        }
    }
}
