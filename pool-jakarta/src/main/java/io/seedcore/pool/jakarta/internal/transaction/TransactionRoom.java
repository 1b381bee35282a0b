package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.jakarta.internal.server.TransactionServices;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where work meets the running JTA transaction. Everything is kept with the transaction and not with the thread, so
 * suspended transactions, and those that another thread ends, need no special care. Thread-safe.
 */
public final class TransactionRoom {

    private final Supplier<Optional<TransactionServices>> transactions;
    private final Supplier<AtomicTransactions> databases;
    private final Object key = new Object();

    /** What becomes of an instance that belonged to a transaction. */
    public enum End {
        COMMITTED,
        /** Rolled back, or nobody knows. */
        NOT_COMMITTED
    }

    /**
     * @param transactions asked at each use; empty where there is no transaction manager
     * @param databases asked when the first database joins a transaction
     */
    public TransactionRoom(
            Supplier<Optional<TransactionServices>> transactions, Supplier<AtomicTransactions> databases) {
        this.transactions = transactions;
        this.databases = databases;
    }

    /** Whether the server has transactions at all. */
    public boolean hasTransactions() {
        return transactions.get().isPresent();
    }

    public Optional<TransactionServices> services() {
        return transactions.get();
    }

    /** Whether a transaction runs on this thread, be it in a state in which it takes work or not. */
    public boolean inTransaction() {
        return switch (status()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> false;
            default -> true;
        };
    }

    private int status() {
        return transactions
                .get()
                .map(services -> services.registry().getTransactionStatus())
                .orElse(Status.STATUS_NO_TRANSACTION);
    }

    /**
     * The instance that belongs to the running transaction, opened now if there is none.
     *
     * @param key one object for each thing that a transaction has once
     * @param close called after completion, where it happens on this thread; another thread, which ends a transaction
     *     whose time is up, must not touch an instance that may be in use
     * @throws NotInTransactionException where the transaction takes no work
     */
    public <T> T bound(Class<T> type, Object key, Supplier<T> open, BiConsumer<T, End> close) {
        TransactionServices services = services().orElseThrow();
        int status = status();
        checkAlive(status);
        Object bound = services.registry().getResource(key);
        if (bound != null) {
            return type.cast(bound);
        }
        checkActive(status);
        T opened = open.get();
        try {
            services.registry().registerInterposedSynchronization(new OnSameThread(end -> close.accept(opened, end)));
        } catch (RuntimeException e) {
            close.accept(opened, End.NOT_COMMITTED);
            throw e;
        }
        services.registry().putResource(key, opened);
        return opened;
    }

    /**
     * The running transaction, for work with the database called {@code database}, which joins it where it has no part in
     * it yet. Only the room ends it.
     *
     * @throws NotInTransactionException where the transaction takes no work, or no further database
     */
    public OpenTransaction transaction(String database) {
        TransactionServices services = services().orElseThrow();
        int status = status();
        checkAlive(status);
        OpenTransaction transaction = (OpenTransaction) services.registry().getResource(key);
        if (transaction == null || !transaction.has(database)) {
            checkActive(status);
        }
        return transaction == null ? begin(services) : transaction;
    }

    private OpenTransaction begin(TransactionServices services) {
        OpenTransaction transaction = databases.get().begin(Duration.ZERO);
        // First of all who gives everything back, then what makes it possible to take anything.
        Completion completion = new Completion(transaction, services);
        register(services, completion);
        completion.enlist();
        services.registry().putResource(key, transaction);
        return transaction;
    }

    private static void register(TransactionServices services, Synchronization synchronization) {
        try {
            services.registry().registerInterposedSynchronization(synchronization);
        } catch (IllegalStateException e) {
            throw NotInTransactionException.refused(e);
        }
    }

    private static void checkActive(int status) {
        if (status != Status.STATUS_ACTIVE) {
            throw over();
        }
    }

    private static void checkAlive(int status) {
        switch (status) {
            case Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_UNKNOWN -> throw over();
            default -> {}
        }
    }

    private static NotInTransactionException over() {
        return new NotInTransactionException(
                "the running transaction takes no more work: it was marked for rollback, its time is up, or it is being"
                        + " completed. Let it end, and do the work in another one.",
                null);
    }

    /** Does {@code work} with the running transaction, if any, set aside. */
    public <T> T outside(Supplier<T> work) {
        TransactionServices services = services().orElse(null);
        if (services == null || !inTransaction()) {
            return work.get();
        }
        try {
            Transaction suspended = services.manager().suspend();
            try {
                return work.get();
            } finally {
                services.manager().resume(suspended);
            }
        } catch (SystemException | InvalidTransactionException e) {
            throw new NotInTransactionException("the running transaction could not be set aside for a moment", e);
        }
    }

    private record OnSameThread(Thread thread, Consumer<End> action) implements Synchronization {

        OnSameThread(Consumer<End> action) {
            this(Thread.currentThread(), action);
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (Thread.currentThread() == thread) {
                action.accept(status == Status.STATUS_COMMITTED ? End.COMMITTED : End.NOT_COMMITTED);
            }
        }
    }
}
