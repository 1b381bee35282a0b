package io.seedcore.pool.internal.atomic;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a connection that belongs to a transaction over several databases. Closing it gives nothing
 * back, ending the transaction on it is refused, and the participant learns of each use and each failure. Statements and
 * metadata lead back to it.
 */
final class TransactionHandle implements InvocationHandler {

    private final Object target;
    private final JdbcParticipant participant;
    private final @Nullable Connection handle;
    private volatile boolean closed;

    private TransactionHandle(Object target, JdbcParticipant participant, @Nullable Connection handle) {
        this.target = target;
        this.participant = participant;
        this.handle = handle;
    }

    static Connection of(Connection connection, JdbcParticipant participant) {
        return facade(Connection.class, new TransactionHandle(connection, participant, null));
    }

    private static <T> T facade(Class<T> type, TransactionHandle handler) {
        return type.cast(
                Proxy.newProxyInstance(TransactionHandle.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (method.getName().equals("unwrap") || method.getName().equals("isWrapperFor")) {
            return unwrapped(proxy, method, arguments);
        }
        return target instanceof Connection connection
                ? ofConnection(proxy, connection, method, arguments)
                : method.getName().equals("getConnection") ? handle : led(handle, method, arguments);
    }

    private @Nullable Object ofConnection(
            Object proxy, Connection connection, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "close" -> {
                closed = true;
                yield null;
            }
            case "isClosed" -> closed || participant.isOver();
            case "isValid" -> !closed && !participant.isOver() && connection.isValid((Integer) first(arguments));
            case "getAutoCommit" -> open() && false;
            case "setAutoCommit" -> setAutoCommit((Boolean) first(arguments));
            case "commit", "rollback", "setSavepoint", "releaseSavepoint", "abort" -> throw refused(method.getName());
            default -> open() ? led((Connection) proxy, method, arguments) : null;
        };
    }

    private @Nullable Object led(@Nullable Connection leading, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object result = called(method, arguments);
        if (result != null && (result instanceof Statement || result instanceof DatabaseMetaData)) {
            return facade(method.getReturnType(), new TransactionHandle(result, participant, leading));
        }
        return result;
    }

    private @Nullable Object called(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        if (method.getName().startsWith("execute")) {
            participant.used();
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof SQLException failure) {
                participant.failed(failure);
            }
            throw cause;
        }
    }

    private @Nullable Object unwrapped(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (((Class<?>) first(arguments)).isInstance(proxy)) {
            return method.getName().equals("unwrap") ? proxy : true;
        }
        if (method.getName().equals("unwrap")) {
            participant.unwrapped();
        }
        return called(method, arguments);
    }

    private @Nullable Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == first(arguments);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> participant.database() + " in a transaction";
        };
    }

    private boolean open() throws SQLException {
        if (closed || participant.isOver()) {
            throw new SQLNonTransientConnectionException(
                    "SCP-411 " + participant.database() + ": this connection "
                            + (closed ? "is closed" : "ended with its transaction")
                            + ". Ask the transaction for another one, inside its work.",
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
                "SCP-410 " + participant.database() + ": " + method
                        + " is not allowed on a connection that belongs to a transaction over several databases. It is"
                        + " committed when its work returns; throw an exception to roll it back.",
                "25000");
    }

    private static Object first(@Nullable Object @Nullable [] arguments) {
        return Objects.requireNonNull(Objects.requireNonNull(arguments)[0]);
    }
}
