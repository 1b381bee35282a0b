package io.seedcore.pool.atomic;

import io.seedcore.pool.atomic.spi.Participant;
import java.time.Duration;
import java.util.Optional;

/**
 * A transaction in the hands of whoever ends it, such as a transaction manager, which sees all its databases as one
 * resource. {@link #commit()} and {@link #rollback()} may be called from any thread, also at once and repeatedly.
 */
public interface OpenTransaction extends AtomicTransaction {

    /**
     * The part that the database called {@code database} has, begun now if there is none. Databases may join until the
     * commit begins.
     *
     * @throws io.seedcore.pool.PoolException with code {@code SCP-414} where the transaction takes no more work
     */
    Participant participant(String database) throws Exception;

    /** Whether the database called {@code database} has a part in it. */
    boolean has(String database);

    /** How long it may last, for databases that join from now on; zero for no limit. */
    void setTimeout(Duration timeout);

    /**
     * As {@link #setRollbackOnly()}.
     *
     * @param why as {@link #obstacle()} then says it
     */
    void setRollbackOnly(String why);

    /** Why it cannot be committed any more, if that is known; asks nobody. */
    Optional<String> obstacle();

    /**
     * Commits all parts or none. Called again, or during a rollback, it waits for what is under way and answers the same.
     *
     * @return what became of it; failures are an outcome, not an exception
     */
    Outcome commit();

    /**
     * Ends it together with work that is somebody else's: commits where no database was written to, since then nothing needs to
     * agree, and rolls back otherwise.
     *
     * @return as of {@link #commit()}; rolled back because of a {@link HasWrittenException} where something was written, or may
     *     have been
     */
    Outcome commitIfOnlyRead();

    /** Rolls all parts back, unless a commit is under way, for whose outcome it waits. */
    Outcome rollback();

    /** Gives back what was held, after the transaction is over for everybody; rolls back what is not. Once, also if repeated. */
    void release();
}
