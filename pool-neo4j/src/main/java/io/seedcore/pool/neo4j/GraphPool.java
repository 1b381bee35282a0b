package io.seedcore.pool.neo4j;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolException;
import java.time.Duration;
import java.util.Collection;
import org.neo4j.driver.Driver;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.SessionFactory;

/**
 * Connections to one Neo4j database. Thread-safe.
 *
 * <p>The pool alone owns the life cycle: closing the {@link #sessionFactory() SessionFactory} has no effect, and the
 * {@link #driver() Driver} is for callers to use, not to close. After {@link #close()} each of these methods throws a
 * {@link PoolException} with code {@code SCP-203}.
 */
public interface GraphPool extends Pool {

    @Override
    GraphPoolSettings settings();

    /** The driver of this pool. Its sessions are for one thread each; whoever opens one closes it. */
    Driver driver();

    /**
     * Says which classes are entities, before the first call of {@link #sessionFactory()} or {@link #openSession()}. An
     * equal mapping again changes nothing, so a caller may say it each time it looks the pool up. Without any mapping,
     * sessions run queries and know no entities.
     *
     * @throws PoolException with code {@code SCP-209} when the {@code SessionFactory} exists with another mapping
     */
    void mapEntities(EntityMapping mapping);

    /** The factory of this pool, made on first use, which reads the classes of the {@link #mapEntities mapping}. */
    SessionFactory sessionFactory();

    /**
     * Opens a session. It is for one thread, holds a connection only within a transaction or a call, and needs no
     * closing.
     */
    Session openSession();

    /**
     * Opens a session of the driver for asynchronous queries in the configured database. It is for one chain of queries at
     * a time; whoever opens it closes it, which waits for nothing.
     */
    AsyncSession openAsyncSession();

    /**
     * Ends what runs in the server with one of these marks, over a connection beside those that are lent; in a cluster, at
     * the member that leads. A transaction that is not there yet is not ended, so whoever waits for its end asks again.
     *
     * @param timeout of the question; positive
     * @return how many were found
     * @throws Exception that the server could not be asked
     */
    int terminate(Collection<TransactionMark> marks, Duration timeout) throws Exception;
}
