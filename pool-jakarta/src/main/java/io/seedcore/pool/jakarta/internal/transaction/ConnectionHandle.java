package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.spi.SharedConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a transaction's connection. Closing it gives nothing back, because the connection is
 * needed until the transaction is over; ending the transaction on it is refused, because that is the transaction
 * manager's to do. What is made on it leads back to it and not to the connection behind it.
 */
final class ConnectionHandle implements InvocationHandler {

    private final Connection connection;
    private final ConnectionParticipant participant;
    private final JoinedTransaction transaction;
    private volatile boolean closed;
    private volatile @Nullable Connection shared;

    private ConnectionHandle(Connection connection, ConnectionParticipant participant, JoinedTransaction transaction) {
        this.connection = connection;
        this.participant = participant;
        this.transaction = transaction;
    }

    static Connection of(Connection connection, ConnectionParticipant participant, JoinedTransaction transaction) {
        return Invocation.facade(
                Connection.class,
                participant.database() + " connection in a transaction",
                new ConnectionHandle(connection, participant, transaction));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> isOver();
            case "isValid" -> !isOver() && connection.isValid(argument(arguments, Integer.class));
            case "getAutoCommit" -> open() && false;
            case "setAutoCommit" -> setAutoCommit(argument(arguments, Boolean.class));
            case "commit", "rollback", "setSavepoint", "releaseSavepoint" -> throw refused(method.getName());
            case "unwrap", "isWrapperFor" -> open() ? Unwrapping.of(proxy, connection, method, arguments) : null;
            default -> open() ? observed((Connection) proxy, method, arguments) : null;
        };
    }

    /** Failures on what is made are noted, too. */
    private @Nullable Object observed(Connection handle, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object result = participant.observed(shared(handle), method, arguments);
        if (result instanceof Statement statement) {
            return StatementHandle.of(method.getReturnType(), statement, participant);
        }
        return result instanceof DatabaseMetaData metadata ? observed(metadata) : result;
    }

    private Connection shared(Connection handle) throws SQLException {
        Connection known = shared;
        if (known == null) {
            known = connection.unwrap(SharedConnection.class).behind(handle);
            shared = known;
        }
        return known;
    }

    private DatabaseMetaData observed(DatabaseMetaData metadata) {
        return Invocation.facade(
                DatabaseMetaData.class,
                participant.database() + " metadata in a transaction",
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "unwrap", "isWrapperFor" -> Unwrapping.of(proxy, metadata, method, arguments);
                    default -> participant.observed(metadata, method, arguments);
                });
    }

    private @Nullable Object close() {
        closed = true;
        return null;
    }

    private boolean isOver() {
        return closed || !transaction.isActive();
    }

    private boolean open() throws SQLException {
        if (isOver()) {
            throw new SQLNonTransientConnectionException(
                    "SCP-328 " + participant.database() + ": this connection "
                            + (closed ? "is closed" : "ended with its transaction")
                            + ". Get another one from the DataSource.",
                    "08003");
        }
        return true;
    }

    private @Nullable Object setAutoCommit(boolean autoCommit) throws SQLException {
        if (open() && autoCommit) {
            throw refused("setAutoCommit(true)");
        }
        return null;
    }

    private SQLException refused(String method) {
        return new SQLNonTransientException(
                "SCP-320 " + participant.database() + ": " + method
                        + " is not allowed on a connection that belongs to a transaction."
                        + " The transaction is committed when the @Transactional method ends; throw an exception to"
                        + " roll it back.",
                "25000");
    }

    private static <T> T argument(Object @Nullable [] arguments, Class<T> type) {
        return type.cast(Objects.requireNonNull(arguments)[0]);
    }
}
