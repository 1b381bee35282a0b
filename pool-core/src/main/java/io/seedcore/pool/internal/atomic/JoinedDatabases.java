package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The databases that take part in one transaction: each joins when it is first used, in the way that leaves a commit
 * over all of them possible. Thread-safe.
 */
final class JoinedDatabases {

    private static final int FEW = 3;

    private final Engine engine;
    // Guarded by this.
    private final Map<String, Participant> participants = new LinkedHashMap<>(FEW);
    private final List<Numbered> numbered = new ArrayList<>(FEW);
    private boolean closed;
    private int next;
    private Duration timeout;
    private @Nullable TransactionId id;

    /** With which number of a branch a participant began. */
    private record Numbered(Participant participant, int number) {}

    JoinedDatabases(Engine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    /**
     * The participant of {@code name}, which joins now if it has no part yet.
     *
     * @throws CannotJoinException where it can have none, or one of them is lost, so that nothing of it can be stored
     * @throws Exception as its driver throws it
     */
    Participant get(String name) throws Exception {
        synchronized (this) {
            checkOpen(name);
            checkWhole(name);
            Participant present = participants.get(name);
            if (present != null) {
                return present;
            }
        }
        Participant opened = open(name);
        synchronized (this) {
            if (!closed && participants.putIfAbsent(name, opened) == null) {
                return opened;
            }
        }
        opened.rollback();
        opened.release();
        throw new CannotJoinException(name, "the transaction ended, or another thread used it, meanwhile", null);
    }

    private void checkOpen(String name) {
        if (closed) {
            throw new CannotJoinException(name, "it is being ended and takes no more work", null);
        }
    }

    private void checkWhole(String name) {
        for (Participant participant : participants.values()) {
            Optional<String> loss = participant.loss();
            if (loss.isPresent()) {
                throw new CannotJoinException(name, "it can only be rolled back. " + loss.get(), null);
            }
        }
    }

    private Participant open(String name) throws Exception {
        // Says so itself where there is no such pool.
        engine.databases().registry().pool(name);
        AtomicDatabase database = engine.databases()
                .find(name)
                .orElseThrow(() -> new CannotJoinException(
                        name, "its library does not support transactions over databases", null));
        boolean alone = engine.databases().isOne();
        boolean prepare = !alone && mustBeginAsBranch(name);
        Optional<TransactionId> known = prepare || isGraph(name) && !alone ? id(false) : Optional.empty();
        return begin(database, known, !alone, prepare && known.isPresent());
    }

    private Participant begin(AtomicDatabase database, Optional<TransactionId> known, boolean joinable, boolean prepare)
            throws Exception {
        Joining joining = joining(known, joinable, prepare);
        Participant begun = database.begin(joining);
        synchronized (this) {
            numbered.add(new Numbered(begun, joining.branch()));
        }
        return begun;
    }

    private synchronized Joining joining(Optional<TransactionId> known, boolean joinable, boolean prepare) {
        return new Joining(known, next++, joinable, prepare, false, timeout);
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
    Optional<TransactionId> id(boolean ask) {
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

    /**
     * Lets the database called {@code name}, to which nothing was written, take part with nothing but the decision. Where it
     * was read from, that has been committed, and its connection is given back before another is waited for.
     */
    Participant joinForDecision(String name) throws Exception {
        Participant read;
        synchronized (this) {
            read = participants.remove(name);
        }
        if (read != null) {
            read.release();
        }
        AtomicDatabase database = engine.databases()
                .find(name)
                .orElseThrow(() -> new CannotJoinException(name, "it is not configured any more", null));
        Participant deciding = begin(database, id(true), true, false);
        deciding.freeze();
        synchronized (this) {
            participants.put(name + " (decision)", deciding);
        }
        return deciding;
    }

    synchronized boolean has(String database) {
        return participants.containsKey(database);
    }

    /** In the order in which they joined. */
    synchronized List<Participant> all() {
        return List.copyOf(participants.values());
    }

    /** With which {@code participant} began. */
    synchronized int numberOf(Participant participant) {
        return numbered.stream()
                .filter(begun -> begun.participant() == participant)
                .findFirst()
                .orElseThrow()
                .number();
    }

    /** Of those that join from now on; zero for none. */
    synchronized void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** From now on nobody joins. */
    synchronized void close() {
        closed = true;
    }

    /** All of them, who have no part any more. */
    synchronized List<Participant> take() {
        List<Participant> taken = all();
        participants.clear();
        return taken;
    }
}
