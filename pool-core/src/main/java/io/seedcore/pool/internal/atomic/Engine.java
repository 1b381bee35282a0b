package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.InDoubt;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.RecoveryState;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.internal.atomic.KnownDatabases.AskAgain;
import io.seedcore.pool.internal.thread.SharedThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of one registry: what they share. */
final class Engine implements AtomicTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final KnownDatabases databases;
    private final Limits limits;
    private final Witness witness;
    private final Direct direct;
    private final SpentDecisions spent;
    private final RecoveryScan scan;
    private final String realm;
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private final AtomicLong handSettled = new AtomicLong();
    private final SharedThreads threads = SharedThreads.enter();
    private @Nullable Future<?> timer;
    private boolean closed;

    Engine(PoolRegistry registry, Limits limits, Witness witness) {
        this.databases = new KnownDatabases(registry, limits.answer(), AskAgain.USUAL, this::elsewhere);
        this.limits = limits;
        this.witness = witness;
        this.realm = TransactionId.realmOf(registry.application().realm());
        this.direct = new Direct(
                databases, limits.answer(), "process " + ProcessHandle.current().pid());
        this.spent = new SpentDecisions(direct, witness, threads.timers(), this::elsewhere);
        this.scan = new RecoveryScan(this);
    }

    KnownDatabases databases() {
        return databases;
    }

    Limits limits() {
        return limits;
    }

    Witness witness() {
        return witness;
    }

    Direct direct() {
        return direct;
    }

    SpentDecisions spent() {
        return spent;
    }

    SharedThreads threads() {
        return threads;
    }

    /** A transaction has ended in which {@code database} had a part. */
    void ended(String database, Verdict verdict) {
        databases.find(database).ifPresent(found -> outcomes.add(found, verdict));
    }

    String realm() {
        return realm;
    }

    /** @param ask whether to wait for databases that are not known yet */
    Optional<TransactionId> newId(boolean ask) {
        return databases.stores(ask).map(stores -> TransactionId.create(realm, stores));
    }

    void handSettled(String what) {
        handSettled.incrementAndGet();
        LOG.warn(
                "SCP-424 Somebody else ended {}: its database does not know it any more, and recovery of no member did"
                        + " it. If that was not what was decided, the databases disagree: compare them.",
                what);
    }

    @Override
    public OpenTransaction begin(Duration timeout) {
        return new RunningTransaction(this, timeout);
    }

    @Override
    public Map<Verdict, Long> outcomes(String database) {
        return databases.find(database).map(outcomes::of).orElseGet(OutcomeCounts::none);
    }

    @Override
    public RecoveryState recovery() {
        return scan.state(handSettled.get());
    }

    @Override
    public RecoveryState recoverNow() {
        scan.run();
        return recovery();
    }

    @Override
    public List<InDoubt> inDoubt() {
        return scan.inDoubt();
    }

    @Override
    public Decision settle(String text, Decision decision) {
        TransactionId id = TransactionId.parse(text)
                .filter(found -> found.realm().equals(realm))
                .orElseThrow(() -> new PoolException(
                        "SCP-419", "This is no transaction of this realm. Look at the list of those in doubt.", null));
        try {
            HandSettlement.Settled settled = new HandSettlement(this, id).settle(decision);
            LOG.warn("A transaction in doubt was decided by hand: {}", settled.decision());
            scan.decidedByHand(id, settled.gone());
            return settled.decision();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PoolException(
                    "SCP-419", "The thread was interrupted before the decision was written down. Settle it again.", e);
        }
    }

    @Override
    public synchronized void start() {
        if (timer == null && !closed) {
            timer = threads.repeat(
                    "The look for transactions that others left behind",
                    () -> elsewhere(this::scanUnlessOneIsUnderWay),
                    Duration.ZERO,
                    limits.scan());
        }
    }

    /** One database alone has nothing to agree upon. */
    void scanUnlessOneIsUnderWay() {
        if (!databases.isOne()) {
            scan.runUnlessOneIsUnderWay();
        }
    }

    private void elsewhere(Runnable task) {
        try {
            threads.runSurely(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The pools are closed, and so nobody is asked any more", e);
        }
    }

    /** The pools are still there, so that decisions can be removed. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (timer != null) {
                timer.cancel(false);
            }
        }
        spent.removeAll(limits.finish());
        threads.close();
    }
}
