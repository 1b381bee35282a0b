package io.seedcore.pool.atomic;

import io.seedcore.pool.atomic.protocol.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The transactions over several databases of one registry, and the recovery of those that others left behind. Thread-safe. */
public interface AtomicTransactions extends AutoCloseable {

    /**
     * Begins a transaction. Nothing is asked of any database before it is used.
     *
     * @param timeout how long it may last, as far as its databases can be told; zero for no limit. Whoever begins it ends
     *     it when the time is up
     */
    OpenTransaction begin(Duration timeout);

    /**
     * How many transactions in which the database called {@code database} had a part ended in which way, as their callers
     * were told, since its pool exists. Has each verdict. Asks nobody.
     */
    Map<Verdict, Long> outcomes(String database);

    /** What is known of recovery. Asks nobody. */
    RecoveryState recovery();

    /** Looks for transactions that others left behind, and ends them; waits until that is done. */
    RecoveryState recoverNow();

    /** The transactions that are prepared somewhere now, as {@link #recoverNow()} last saw them. */
    List<InDoubt> inDoubt();

    /**
     * Decides a transaction by hand, where recovery cannot because a database in which its decision may stand is gone for
     * good. COMMITTED that stands in a database that can be reached is kept, whatever is asked for.
     *
     * @param id as {@link #inDoubt()} shows it
     * @param decision COMMITTED only where it is known that the transaction was committed
     * @return what is decided now; recovery acts on it
     * @throws io.seedcore.pool.PoolException with code {@code SCP-419} where nothing was decided: it is not an id of ours, no
     *     store that it names can be reached, or COMMITTED was asked for while all of them can be, or after ABORTED was found
     */
    Decision settle(String id, Decision decision);

    /** Recovers now and every 30 seconds, in the background, while there are two databases or more. */
    void start();

    /** Stops recovering. Transactions that run go on. */
    @Override
    void close();
}
