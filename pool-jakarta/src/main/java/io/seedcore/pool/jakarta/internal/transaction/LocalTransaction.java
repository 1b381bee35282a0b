package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.DatabaseKind;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A transaction on one connection alone, of which no transaction manager knows. For one thread. */
public final class LocalTransaction {

    private final ConnectionParticipant participant;

    private LocalTransaction(ConnectionParticipant participant) {
        this.participant = participant;
    }

    /** Begins on a connection that the caller gives back after {@link #commit()} or {@link #rollback()}. */
    public static LocalTransaction begin(ConnectionPool pool, Connection connection) throws SQLException {
        ConnectionParticipant participant = ConnectionParticipant.on(pool, connection, () -> true);
        if (pool.kind() == DatabaseKind.POSTGRESQL) {
            beginOnServer(connection);
        }
        return new LocalTransaction(participant);
    }

    /**
     * PostgreSQL's driver sends BEGIN together with the first statement, and the server goes on to that statement also
     * when BEGIN was cancelled: it would be stored by itself. So nothing may be cancelled before BEGIN is done.
     */
    private static void beginOnServer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    /** What {@code target}, the connection or something made on it, answers; failures count at the commit. */
    public @Nullable Object observed(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        return participant.observed(target, method, arguments);
    }

    /**
     * Commits, where all of it can be stored.
     *
     * @throws SQLTransactionRollbackException where nothing of it is stored
     * @throws SQLException with SQLState 08007 where nobody knows whether it is
     */
    public void commit() throws SQLException {
        if (participant.obstacle().isPresent()) {
            rollback();
            throw new SQLTransactionRollbackException(
                    "SCP-332 " + participant.database() + ": a statement failed in this transaction, after which it"
                            + " cannot be stored as a whole any more. It was rolled back. Let the exception of the failed"
                            + " statement leave the work.",
                    "40000");
        }
        try {
            participant.commit();
        } catch (CommitFailedException e) {
            throw e.rolledBack()
                    ? new SQLTransactionRollbackException(e.getMessage(), "40000", e)
                    : new SQLException(e.getMessage(), "08007", e);
        }
    }

    public void rollback() {
        participant.rollback();
    }
}
