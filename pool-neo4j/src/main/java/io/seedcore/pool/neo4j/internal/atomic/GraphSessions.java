package io.seedcore.pool.neo4j.internal.atomic;

import java.time.Duration;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/** Where sessions for atomic transactions come from, always for writing, which in a cluster means: at the leader. Thread-safe. */
public interface GraphSessions {

    /** The name of the pool. */
    String pool();

    /**
     * Begins a transaction on a connection of the pool.
     *
     * @return whoever calls closes the session, and thereby the transaction
     * @throws io.seedcore.pool.PoolException where no connection could be had
     */
    Begun begin(TransactionConfig transaction);

    /** A transaction that has begun, and its session. */
    record Begun(Session session, Transaction transaction) {}

    /**
     * Works with a session beside the pool, which is there also while all connections of the pool are lent.
     *
     * @param longest after which the work is given up, positive
     * @throws Exception what the work throws, or that there was no answer in time
     */
    <T> T beside(Duration longest, Work<T> work) throws Exception;

    /** What is done with a session that is closed afterwards. */
    @FunctionalInterface
    interface Work<T> {
        T with(Session session) throws Exception;
    }
}
