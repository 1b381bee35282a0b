package io.seedcore.pool.jakarta.internal.transaction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of one JTA transaction. It is completed once, by whichever thread comes first: the one that ran it, or
 * the transaction manager's when the time is up. Whoever comes later waits and gets the same answer.
 */
public final class JoinedTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(JoinedTransaction.class);

    private final CompletionProtocol protocol;
    private final Map<Object, TransactionParticipant> participants = new LinkedHashMap<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile boolean active = true;
    private boolean released;

    JoinedTransaction(CompletionProtocol protocol) {
        this.protocol = protocol;
    }

    /** Whether work may still be done in it. */
    boolean isActive() {
        return active;
    }

    /** The participant that joined under {@code key}, if any. */
    synchronized @Nullable TransactionParticipant participant(Object key) {
        return participants.get(key);
    }

    /** Takes a participant in, unless the transaction is over or another one has the key. */
    synchronized boolean join(Object key, TransactionParticipant participant) {
        return active && participants.putIfAbsent(key, participant) == null;
    }

    /** Why it cannot be committed any more, if it is known already. */
    Optional<String> obstacle() {
        return parts().stream()
                .flatMap(participant -> participant.obstacle().stream())
                .findFirst();
    }

    private synchronized List<TransactionParticipant> parts() {
        return List.copyOf(participants.values());
    }

    Outcome commit() {
        return complete(protocol::commit);
    }

    Outcome rollback() {
        return complete(parts -> {
            Parts.rollBack(parts);
            return Outcome.rolledBack(null);
        });
    }

    private Outcome complete(Function<List<TransactionParticipant>, Outcome> way) {
        List<TransactionParticipant> parts = freeze();
        return parts == null ? outcome.join() : finish(way, parts);
    }

    private synchronized @Nullable List<TransactionParticipant> freeze() {
        if (!active) {
            return null;
        }
        active = false;
        return parts();
    }

    private Outcome finish(Function<List<TransactionParticipant>, Outcome> way, List<TransactionParticipant> parts) {
        Outcome reached;
        try {
            reached = way.apply(parts);
        } catch (RuntimeException | Error e) {
            // Transaction managers disagree on what an unchecked exception means, so none ever reaches them.
            LOG.error("The outcome of a transaction is unknown, because its completion failed", e);
            Parts.rollBack(parts);
            reached = Outcome.unknown(e);
        }
        outcome.complete(reached);
        return reached;
    }

    /** Gives everything back; what the transaction manager never completed is rolled back first. */
    void release() {
        rollback();
        Parts.release(take());
    }

    private synchronized List<TransactionParticipant> take() {
        if (released) {
            return List.of();
        }
        released = true;
        return parts();
    }
}
