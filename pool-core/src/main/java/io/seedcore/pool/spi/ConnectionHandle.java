package io.seedcore.pool.spi;

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
public final class ConnectionHandle extends Handle {

    private final Connection connection;
    private volatile boolean closed;
    private volatile @Nullable Connection shared;

    private ConnectionHandle(Connection connection, HandleTerms terms) {
        super(connection, terms, "connection");
        this.connection = connection;
    }

    /** @param connection as the pool lent it */
    public static Connection of(Connection connection, HandleTerms terms) {
        return new ConnectionHandle(connection, terms).facade(Connection.class);
    }

    @Override
    @Nullable
    Object called(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> isOver();
            case "isValid" -> !isOver() && connection.isValid(given(arguments, Integer.class));
            case "unwrap", "isWrapperFor" -> open() ? unwrapped(proxy, method, arguments) : null;
            case "getAutoCommit", "setAutoCommit", "commit", "rollback", "setSavepoint", "releaseSavepoint", "abort" ->
                open() ? controlled((Connection) proxy, method, arguments) : null;
            default -> open() ? made((Connection) proxy, method, arguments) : null;
        };
    }

    /** Whoever has begun the transaction may have done so without the driver's knowledge. */
    private @Nullable Object controlled(Connection handle, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String ending = terms().ending().orElse(null);
        if (ending == null) {
            return made(handle, method, arguments);
        }
        return switch (method.getName()) {
            case "getAutoCommit" -> false;
            case "setAutoCommit" -> {
                if (given(arguments, Boolean.class)) {
                    throw refused("setAutoCommit(true)", ending);
                }
                yield null;
            }
            default -> throw refused(method.getName(), ending);
        };
    }

    private @Nullable Object made(Connection handle, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object result = observed(shared(handle), method, arguments);
        if (result instanceof Statement statement) {
            return statement(method.getReturnType(), statement);
        }
        return result instanceof DatabaseMetaData metadata
                ? new Handle(metadata, terms(), "metadata").facade(DatabaseMetaData.class)
                : result;
    }

    /** Its results are the pool's own, at no cost per value, and lead back to it. */
    private Object statement(Class<?> type, Statement statement) throws SQLException {
        Object handle = new Handle(statement, terms(), "statement").facade(type);
        statement.unwrap(SharedStatement.class).standBehind((Statement) handle);
        return handle;
    }

    private Connection shared(Connection handle) throws SQLException {
        Connection known = shared;
        if (known == null) {
            known = connection.unwrap(SharedConnection.class).behind(handle, terms()::failed);
            shared = known;
        }
        return known;
    }

    private @Nullable Object close() {
        closed = true;
        return null;
    }

    private boolean isOver() {
        return closed || terms().isOver();
    }

    private boolean open() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException(
                    "SCP-328 " + terms().database()
                            + ": this connection is closed. Get another one where you got this one.",
                    "08003");
        }
        terms().check();
        return true;
    }

    private SQLException refused(String method, String ending) {
        return new SQLNonTransientException(
                "SCP-320 " + terms().database() + ": " + method
                        + " is not allowed on a connection that belongs to a transaction. " + ending,
                "25000");
    }

    private static <T> T given(@Nullable Object @Nullable [] arguments, Class<T> type) {
        return Objects.requireNonNull(argument(arguments, type));
    }
}
