package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction from its beginning to its outcome: who takes part, who writes, who decides. */
final class RunningTransaction implements OpenTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(RunningTransaction.class);

    private final Engine engine;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    // Guarded by this.
    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final Map<Participant, Integer> numbers = new IdentityHashMap<>();
    private boolean frozen;
    private int next;
    private boolean rollbackOnly;
    private @Nullable String obstacle;
    private Duration timeout;
    private @Nullable TransactionId id;

    RunningTransaction(Engine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    @Override
    public Connection connection(String database) throws SQLException {
        try {
            return handle(database, Connection.class);
        } catch (CannotJoinException e) {
            throw new SQLNonTransientException(e.getMessage(), "25000", e);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    @Override
    public <T> T use(String database, Class<T> type) {
        try {
            return handle(database, type);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw cannotJoin(database, String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T handle(String database, Class<T> type) throws Exception {
        return participant(database)
                .handle(type)
                .orElseThrow(() -> cannotJoin(database, "it has no " + type.getSimpleName() + " to work with", null));
    }

    /** Thrown at whoever uses a database that can have no part. */
    private static final class CannotJoinException extends PoolException {

        private static final long serialVersionUID = 1L;

        CannotJoinException(String database, String why, @Nullable Exception cause) {
            super("SCP-414", database + ": cannot take part in the transaction: " + why, cause);
        }
    }

    private static CannotJoinException cannotJoin(String database, String why, @Nullable Exception cause) {
        return new CannotJoinException(database, why, cause);
    }

    @Override
    public Participant participant(String name) throws Exception {
        synchronized (this) {
            checkOpen(name);
            Participant present = participants.get(name);
            if (present != null) {
                return present;
            }
        }
        Participant opened = open(name);
        synchronized (this) {
            if (!frozen && participants.putIfAbsent(name, opened) == null) {
                return opened;
            }
        }
        opened.rollback();
        opened.release();
        throw cannotJoin(name, "the transaction ended, or another thread used it, meanwhile", null);
    }

    private synchronized void checkOpen(String name) {
        if (frozen) {
            throw cannotJoin(name, "it is being ended and takes no more work", null);
        }
    }

    private Participant open(String name) throws Exception {
        // Says so itself where there is no such pool.
        engine.databases().registry().pool(name);
        AtomicDatabase database = engine.databases()
                .find(name)
                .orElseThrow(() -> cannotJoin(name, "its library does not support transactions over databases", null));
        boolean alone = engine.databases().names().size() == 1;
        boolean prepare = !alone && mustBeginAsBranch(name);
        Optional<TransactionId> known = prepare || isGraph(name) && !alone ? id(false) : Optional.empty();
        return begin(database, known, !alone, prepare && known.isPresent());
    }

    private Participant begin(AtomicDatabase database, Optional<TransactionId> known, boolean joinable, boolean prepare)
            throws Exception {
        int number = nextNumber();
        Participant begun = database.begin(new Joining(known, number, joinable, prepare, false, timeout()));
        synchronized (this) {
            numbers.put(begun, number);
        }
        return begun;
    }

    private synchronized Duration timeout() {
        return timeout;
    }

    @Override
    public synchronized void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    private synchronized int nextNumber() {
        return next++;
    }

    private boolean isGraph(String name) {
        return engine.databases().kind(name).orElse(null) == DatabaseKind.NEO4J;
    }

    /**
     * MySQL cannot make a branch of a local transaction later. So it begins as one wherever another database might take part
     * that cannot be prepared, and else is the one that decides.
     */
    private boolean mustBeginAsBranch(String name) {
        if (engine.databases().kind(name).orElse(null) != DatabaseKind.MYSQL) {
            return false;
        }
        synchronized (this) {
            if (participants.values().stream().anyMatch(participant -> !participant.canPrepare())) {
                return true;
            }
        }
        return !engine.databases().candidates().contains(name)
                || engine.databases().names().stream()
                        .filter(other -> !other.equals(name))
                        .anyMatch(other -> !engine.databases().canPrepare(other));
    }

    /**
     * The id, made when first needed; empty where the databases that may hold the decision are not all known.
     *
     * @param ask whether to wait for them
     */
    private Optional<TransactionId> id(boolean ask) {
        synchronized (this) {
            if (id != null) {
                return Optional.of(id);
            }
        }
        Optional<TransactionId> made = engine.newId(ask);
        synchronized (this) {
            if (id == null) {
                id = made.orElse(null);
            }
            return Optional.ofNullable(id);
        }
    }

    @Override
    public synchronized boolean has(String database) {
        return participants.containsKey(database);
    }

    @Override
    public synchronized void setRollbackOnly() {
        rollbackOnly = true;
    }

    @Override
    public synchronized void setRollbackOnly(String why) {
        rollbackOnly = true;
        obstacle = obstacle == null ? why : obstacle;
    }

    @Override
    public Optional<String> obstacle() {
        return ownObstacle()
                .or(() -> present().stream()
                        .flatMap(participant -> participant.obstacle().stream())
                        .findFirst());
    }

    private synchronized Optional<String> ownObstacle() {
        return Optional.ofNullable(obstacle);
    }

    private synchronized List<Participant> present() {
        return List.copyOf(participants.values());
    }

    /** Whether the caller is the one who ends it. */
    private synchronized boolean freeze() {
        if (frozen) {
            return false;
        }
        frozen = true;
        return true;
    }

    @Override
    public Outcome commit() {
        if (freeze()) {
            outcome.complete(undisturbed(this::ended));
        }
        return outcome.join();
    }

    /** An interruption that came before would only make answers of the databases be missed; it is there again afterwards. */
    private static <T> T undisturbed(Supplier<T> ending) {
        boolean interrupted = Thread.interrupted();
        try {
            return ending.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nothing may be thrown from here: transaction managers take any exception for a rollback. */
    private Outcome ended() {
        try {
            return committed(present());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.unknown(e);
        } catch (Throwable e) {
            return Outcome.unknown(e);
        }
    }

    private Outcome committed(List<Participant> all) throws InterruptedException {
        Optional<String> obstacle = obstacle();
        if (isRollbackOnly() || obstacle.isPresent()) {
            return rolledBack(all, obstacle.map(RuntimeException::new).orElse(null));
        }
        all.forEach(Participant::freeze);
        if (all.size() <= 1) {
            return all.isEmpty() ? Outcome.COMMITTED : alone(all.get(0));
        }
        List<Participant> writers = new ArrayList<>();
        for (Participant participant : all) {
            try {
                if (participant.hasWritten()) {
                    writers.add(participant);
                }
            } catch (Exception e) {
                return rolledBack(all, e);
            }
        }
        for (Participant participant : all) {
            if (!writers.contains(participant) && participant.commit() != CommitAnswer.COMMITTED) {
                // What it read may not have been so; nothing is stored anywhere yet.
                all.forEach(Participant::rollback);
                return Outcome.refused(
                        participant.database(), participant.failure().orElse(null));
            }
        }
        return writers.isEmpty()
                ? Outcome.COMMITTED
                : writers.size() == 1 ? alone(writers.get(0)) : together(all, writers);
    }

    private synchronized boolean isRollbackOnly() {
        return rollbackOnly;
    }

    private static Outcome rolledBack(List<Participant> all, @Nullable Throwable cause) {
        all.forEach(Participant::rollback);
        return Outcome.rolledBack(cause);
    }

    private static Outcome alone(Participant participant) {
        CommitAnswer answer = participant.commit();
        Throwable cause = participant.failure().orElse(null);
        return switch (answer) {
            case COMMITTED -> Outcome.COMMITTED;
            case REFUSED -> Outcome.refused(participant.database(), cause);
            case UNKNOWN -> Outcome.unanswered(participant.database(), cause);
        };
    }

    private Outcome together(List<Participant> all, List<Participant> writers) throws InterruptedException {
        List<Participant> fixed = writers.stream()
                .filter(writer -> !writer.canPrepare() || !engine.databases().canPrepare(writer.database()))
                .toList();
        if (fixed.size() > 1) {
            return rolledBack(all, twoThatCannotPrepare(fixed));
        }
        TransactionId named = id(true).orElse(null);
        if (named == null) {
            return rolledBack(all, noStores());
        }
        Map<String, String> stores = engine.storesOf(named);
        Participant last = fixed.isEmpty() ? preferred(writers, stores) : fixed.get(0);
        if (last == null) {
            try {
                last = markerAlone(stores);
            } catch (Exception e) {
                return rolledBack(all, e);
            }
        }
        String store = stores.get(last.database());
        if (store == null) {
            return rolledBack(all, notAmongStores(last));
        }
        Participant deciding = last;
        List<CommitRun.Branch> branches = writers.stream()
                .filter(writer -> writer != deciding)
                .map(this::branch)
                .toList();
        return new CommitRun(engine, named, last, store, branches).run();
    }

    private synchronized CommitRun.Branch branch(Participant participant) {
        return new CommitRun.Branch(participant, Objects.requireNonNull(numbers.get(participant)));
    }

    private static @Nullable Participant preferred(List<Participant> writers, Map<String, String> stores) {
        List<DatabaseKind> order = List.of(DatabaseKind.NEO4J, DatabaseKind.POSTGRESQL, DatabaseKind.MYSQL);
        return writers.stream()
                .filter(writer -> stores.containsKey(writer.database()))
                .min(Comparator.comparing(writer -> order.indexOf(writer.kind())))
                .orElse(null);
    }

    /** None of those that wrote may hold the decision: the first that may takes part with nothing but it. */
    private Participant markerAlone(Map<String, String> stores) throws Exception {
        String name = stores.keySet().iterator().next();
        AtomicDatabase database = engine.databases()
                .find(name)
                .orElseThrow(() -> cannotJoin(name, "it is not configured any more", null));
        Participant deciding = begin(database, id(true), true, false);
        deciding.freeze();
        synchronized (this) {
            participants.put(name + " (decision)", deciding);
        }
        return deciding;
    }

    private PoolException twoThatCannotPrepare(List<Participant> fixed) {
        String reasons = fixed.stream()
                .map(participant -> participant.database() + " ("
                        + engine.databases()
                                .readiness(participant.database())
                                .map(readiness -> String.join("; ", readiness.prepareProblems()))
                                .filter(text -> !text.isEmpty())
                                .orElse("it began before the others were known to need it")
                        + ")")
                .collect(Collectors.joining(", "));
        return new PoolException(
                "SCP-412",
                "The transaction wrote to several databases that cannot prepare, of which there may be one: " + reasons
                        + ". Mend that, or write to one of them in a transaction of its own.",
                null);
    }

    private PoolException noStores() {
        return new PoolException(
                "SCP-417",
                "The transaction wrote to several databases, and no decision can be written down: "
                        + engine.databases().storeProblems() + ". Mend that, and do it again.",
                null);
    }

    private PoolException notAmongStores(Participant last) {
        return new PoolException(
                "SCP-418",
                last.database() + ": cannot prepare, so it must decide, and decisions may stand in "
                        + engine.databases().candidates() + " only. Set SEEDCORE_DECISION_STORES to include it.",
                null);
    }

    @Override
    public Outcome rollback() {
        if (freeze()) {
            try {
                outcome.complete(undisturbed(() -> rolledBack(present(), null)));
            } catch (RuntimeException e) {
                outcome.complete(Outcome.unknown(e));
            }
        }
        return outcome.join();
    }

    @Override
    public void release() {
        rollback();
        undisturbed(() -> {
            take().forEach(RunningTransaction::release);
            return true;
        });
    }

    private synchronized List<Participant> take() {
        List<Participant> all = present();
        participants.clear();
        return all;
    }

    /** Whatever becomes of one, the others are given back. */
    private static void release(Participant participant) {
        try {
            participant.release();
        } catch (RuntimeException e) {
            LOG.warn("{}: could not be released after a transaction", participant.database(), e);
        }
    }
}
