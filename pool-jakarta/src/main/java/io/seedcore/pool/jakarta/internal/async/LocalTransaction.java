package io.seedcore.pool.jakarta.internal.async;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.atomic.spi.ConnectionParticipant;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.RelationalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transaction on one connection alone, of which no transaction manager knows. For one thread. */
final class LocalTransaction {

    private final ConnectionParticipant participant;

    private LocalTransaction(ConnectionParticipant participant) {
        this.participant = participant;
    }

    /** Begins on a connection that the caller gives back after {@link #commit()} or {@link #rollback}. */
    static LocalTransaction begin(ConnectionPool pool, Connection connection) throws SQLException {
        RelationalDatabase database = (RelationalDatabase) ((AtomicPool) pool).atomic();
        return new LocalTransaction(database.begin(connection, Joining.alone()));
    }

    /** The word of a statement in {@code text} that would end it. */
    Optional<String> endIn(String text) {
        return participant.endOfTransaction(text);
    }

    /** A statement is over. */
    void statementEnded() {
        participant.ended();
    }

    /** A statement has failed, which counts at the commit. */
    void failed(SQLException failure) {
        participant.failed(failure);
    }

    /**
     * Commits, where all of it can be stored.
     *
     * @throws SQLTransactionRollbackException where nothing of it is stored
     * @throws SQLException with SQLState 08007 where nobody knows whether it is
     */
    void commit() throws SQLException {
        Optional<String> endedEarly = participant.endedEarly();
        if (endedEarly.isPresent()) {
            participant.rollback();
            throw partlyStored(endedEarly.get());
        }
        if (participant.obstacle().isPresent()) {
            participant.rollback();
            throw new SQLTransactionRollbackException(
                    "SCP-332 " + participant.database() + ": a statement failed in this transaction, or its connection"
                            + " was taken away, after which it cannot be stored as a whole any more. It was rolled back. Let"
                            + " the exception of the failed statement leave the work, or do the work again.",
                    "40000");
        }
        switch (participant.commit()) {
            case COMMITTED -> {}
            case REFUSED -> {
                Throwable cause = cause(Outcome.refused(participant.database(), failure()));
                throw new SQLTransactionRollbackException(cause.getMessage(), "40000", cause);
            }
            case UNKNOWN -> {
                Throwable cause = cause(Outcome.unanswered(participant.database(), failure()));
                throw new SQLException(cause.getMessage(), "08007", cause);
            }
        }
    }

    private @Nullable Exception failure() {
        return participant.failure().orElse(null);
    }

    private static Throwable cause(Outcome outcome) {
        return Objects.requireNonNull(outcome.cause());
    }

    /** @param why is told where part of it may be stored all the same */
    void rollback(Throwable why) {
        participant.endedEarly().ifPresent(endedEarly -> why.addSuppressed(partlyStored(endedEarly)));
        participant.rollback();
    }

    private static SQLException partlyStored(String endedEarly) {
        return new SQLException(endedEarly, "08007");
    }
}
