package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a transaction's connection. Closing it gives nothing back, because the connection is
 * needed until the transaction is over; ending the transaction on it is refused, because that is the transaction
 * manager's to do.
 */
final class ConnectionHandle implements InvocationHandler {

    private final String database;
    private final Connection connection;
    private final JoinedTransaction transaction;
    private volatile boolean closed;

    private ConnectionHandle(String database, Connection connection, JoinedTransaction transaction) {
        this.database = database;
        this.connection = connection;
        this.transaction = transaction;
    }

    static Connection of(String database, Connection connection, JoinedTransaction transaction) {
        return Invocation.facade(
                Connection.class,
                database + " connection in a transaction",
                new ConnectionHandle(database, connection, transaction));
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
            default -> open() ? Invocation.of(connection, method, arguments) : null;
        };
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
                    "SCP-328 " + database + ": this connection " + (closed ? "is closed" : "ended with its transaction")
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
                "SCP-320 " + database + ": " + method + " is not allowed on a connection that belongs to a transaction."
                        + " The transaction is committed when the @Transactional method ends; throw an exception to"
                        + " roll it back.",
                "25000");
    }

    private static <T> T argument(Object @Nullable [] arguments, Class<T> type) {
        return type.cast(Objects.requireNonNull(arguments)[0]);
    }
}
