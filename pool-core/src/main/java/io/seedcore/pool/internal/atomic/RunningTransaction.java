package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.HasWrittenException;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.Participant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction from its beginning to its outcome. */
final class RunningTransaction implements OpenTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(RunningTransaction.class);

    private final Engine engine;
    private final JoinedDatabases joined;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    // Guarded by this.
    private boolean ending;
    private boolean rollbackOnly;
    private @Nullable String obstacle;

    RunningTransaction(Engine engine, Duration timeout) {
        this.engine = engine;
        this.joined = new JoinedDatabases(engine, timeout);
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
            throw new CannotJoinException(database, String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T handle(String database, Class<T> type) throws Exception {
        return participant(database)
                .handle(type)
                .orElseThrow(() ->
                        new CannotJoinException(database, "it has no " + type.getSimpleName() + " to work with", null));
    }

    @Override
    public Participant participant(String name) throws Exception {
        return joined.get(name);
    }

    @Override
    public boolean has(String database) {
        return joined.has(database);
    }

    @Override
    public void setTimeout(Duration timeout) {
        joined.setTimeout(timeout);
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
        return obstacle(joined.all());
    }

    private Optional<String> obstacle(List<Participant> all) {
        Optional<String> found = ownObstacle();
        for (Participant participant : all) {
            if (found.isPresent()) {
                break;
            }
            found = participant.obstacle();
        }
        return found;
    }

    private synchronized Optional<String> ownObstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** Whether the caller is the one who ends it. */
    private boolean beginEnding() {
        synchronized (this) {
            if (ending) {
                return false;
            }
            ending = true;
        }
        joined.close();
        return true;
    }

    @Override
    public Outcome commit() {
        if (beginEnding()) {
            end(() -> ended(this::committed));
        }
        return outcome.join();
    }

    @Override
    public Outcome commitIfOnlyRead() {
        if (beginEnding()) {
            end(() -> ended(this::committedIfOnlyRead));
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

    /** Those count that took part when it began to end, not one that joins with nothing but the decision. */
    private void end(Supplier<Outcome> ending) {
        List<Participant> parts = joined.all();
        Outcome ended = undisturbed(ending);
        outcome.complete(ended);
        for (Participant part : parts) {
            engine.ended(part.database(), ended.verdict());
        }
    }

    /** Nothing may be thrown from here: transaction managers take any exception for a rollback. */
    private Outcome ended(Function<List<Participant>, Outcome> ending) {
        try {
            List<Participant> all = joined.all();
            Optional<String> obstacle = obstacle(all);
            if (isRollbackOnly() || obstacle.isPresent()) {
                return rolledBack(all, obstacle.map(RuntimeException::new).orElse(null));
            }
            all.forEach(Participant::freeze);
            return ending.apply(all);
        } catch (Throwable e) {
            return Outcome.unknown(e);
        }
    }

    private Outcome committed(List<Participant> all) {
        if (all.size() <= 1) {
            return all.isEmpty() ? Outcome.COMMITTED : alone(all.get(0));
        }
        List<Participant> writers;
        try {
            writers = writersOf(all);
        } catch (Exception e) {
            return rolledBack(all, e);
        }
        Outcome reading = readersCommitted(all, writers);
        if (writers.isEmpty() || reading.verdict() != Verdict.COMMITTED) {
            return reading;
        }
        return writers.size() == 1 ? alone(writers.get(0)) : together(writers);
    }

    private Outcome committedIfOnlyRead(List<Participant> all) {
        List<Participant> writers;
        try {
            writers = writersOf(all);
        } catch (Exception e) {
            return rolledBack(all, e);
        }
        return writers.isEmpty()
                ? readersCommitted(all, writers)
                : rolledBack(all, new HasWrittenException(writers.get(0).database()));
    }

    /** Those that may have changed anything. */
    private static List<Participant> writersOf(List<Participant> all) throws Exception {
        List<Participant> writers = new ArrayList<>();
        for (Participant participant : all) {
            if (participant.hasWritten()) {
                writers.add(participant);
            }
        }
        return writers;
    }

    /** Committed, where each of them could be; else all are rolled back. */
    private static Outcome readersCommitted(List<Participant> all, List<Participant> writers) {
        for (Participant participant : all) {
            if (!writers.contains(participant) && participant.commit() != CommitAnswer.COMMITTED) {
                // What it read may not have been so; nothing is stored anywhere yet.
                all.forEach(Participant::rollback);
                return Outcome.refused(
                        participant.database(), participant.failure().orElse(null));
            }
        }
        return Outcome.COMMITTED;
    }

    private synchronized boolean isRollbackOnly() {
        return rollbackOnly;
    }

    /** What the application ended itself is not undone. */
    private static Outcome rolledBack(List<Participant> all, @Nullable Throwable cause) {
        Optional<String> endedEarly = all.stream()
                .flatMap(participant -> participant.endedEarly().stream())
                .findFirst();
        all.forEach(Participant::rollback);
        return endedEarly
                .map(why -> Outcome.unknown(new RuntimeException(why, cause)))
                .orElseGet(() -> Outcome.rolledBack(cause));
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

    private Outcome together(List<Participant> writers) {
        CommitRun run;
        try {
            run = new CommitPlan(engine, joined, writers).choose();
        } catch (Exception e) {
            return rolledBack(joined.all(), e);
        }
        return run.run();
    }

    @Override
    public Outcome rollback() {
        if (beginEnding()) {
            end(this::undone);
        }
        return outcome.join();
    }

    /** Neither from here: whoever asks for the outcome would wait for it. */
    private Outcome undone() {
        try {
            return rolledBack(joined.all(), null);
        } catch (Throwable e) {
            return Outcome.unknown(e);
        }
    }

    @Override
    public void release() {
        rollback();
        undisturbed(() -> {
            joined.take().forEach(RunningTransaction::release);
            return true;
        });
    }

    /** Whatever becomes of one, the others are given back. */
    private static void release(Participant participant) {
        try {
            participant.release();
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: could not be released after a transaction", participant.database(), e);
        }
    }
}
