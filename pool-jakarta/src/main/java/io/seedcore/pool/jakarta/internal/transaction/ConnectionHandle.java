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
 * What an application holds of a connection that is not its own to give back. Closing it gives nothing back, because the
 * connection is needed until what it is for is over; ending a transaction on it is refused where that is somebody else's
 * to do. What is made on it leads back to it and not to the connection behind it.
 */
public final class ConnectionHandle implements InvocationHandler {

    private final Connection connection;
    private final HandleTerms terms;
    private volatile boolean closed;
    private volatile @Nullable Connection shared;

    private ConnectionHandle(Connection connection, HandleTerms terms) {
        this.connection = connection;
        this.terms = terms;
    }

    /** @param connection as the pool lent it */
    public static Connection of(Connection connection, HandleTerms terms) {
        return Invocation.facade(
                Connection.class, terms.database() + " connection", new ConnectionHandle(connection, terms));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> isOver();
            case "isValid" -> !isOver() && connection.isValid(argument(arguments, Integer.class));
            case "unwrap", "isWrapperFor" -> open() ? Unwrapping.of(proxy, connection, method, arguments) : null;
            case "setAutoCommit", "commit", "rollback", "setSavepoint", "releaseSavepoint" ->
                open() ? controlled((Connection) proxy, method, arguments) : null;
            default -> open() ? observed((Connection) proxy, method, arguments) : null;
        };
    }

    private @Nullable Object controlled(Connection handle, Method method, Object @Nullable [] arguments)
            throws Throwable {
        String ending = terms.ending().orElse(null);
        if (ending == null) {
            return observed(handle, method, arguments);
        }
        if (!method.getName().equals("setAutoCommit")) {
            throw refused(method.getName(), ending);
        }
        if (argument(arguments, Boolean.class)) {
            throw refused("setAutoCommit(true)", ending);
        }
        return null;
    }

    /** Failures on what is made are noted, too. */
    private @Nullable Object observed(Connection handle, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object result = terms.observed(shared(handle), method, arguments);
        if (result instanceof Statement statement) {
            return StatementHandle.of(method.getReturnType(), statement, terms);
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
                terms.database() + " metadata",
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "unwrap", "isWrapperFor" -> Unwrapping.of(proxy, metadata, method, arguments);
                    default -> terms.observed(metadata, method, arguments);
                });
    }

    private @Nullable Object close() {
        closed = true;
        return null;
    }

    private boolean isOver() {
        return closed || terms.isOver();
    }

    private boolean open() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException(
                    "SCP-328 " + terms.database() + ": this connection is closed. Get another one from the DataSource.",
                    "08003");
        }
        terms.check();
        return true;
    }

    private SQLException refused(String method, String ending) {
        return new SQLNonTransientException(
                "SCP-320 " + terms.database() + ": " + method
                        + " is not allowed on a connection that belongs to a transaction. " + ending,
                "25000");
    }

    private static <T> T argument(Object @Nullable [] arguments, Class<T> type) {
        return type.cast(Objects.requireNonNull(arguments)[0]);
    }
}
