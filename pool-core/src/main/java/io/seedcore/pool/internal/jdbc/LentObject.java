package io.seedcore.pool.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * What a driver makes beside statements and results (metadata, arrays, large objects): usable until the connection is
 * given back, and leading back to nothing but what the borrower holds. By reflection, as none of it is on a hot path.
 */
@NullUnmarked
public final class LentObject implements InvocationHandler {

    private static final List<Class<?>> KINDS =
            List.of(Array.class, NClob.class, Clob.class, Blob.class, SQLXML.class, Ref.class);

    private final Object delegate;
    private final Lease lease;

    private LentObject(Object delegate, Lease lease) {
        this.delegate = delegate;
        this.lease = lease;
    }

    /** Marks the proxies of this class, and leads from them to the driver's object. */
    interface Lent {
        Object driverObject();
    }

    /** @param type the interface by which the borrower knows {@code object}, which may be null */
    public static <T> T of(Class<T> type, T object, Lease lease) {
        return object == null ? null : type.cast(proxy(type, object, lease));
    }

    private static Object proxy(Class<?> type, Object object, Lease lease) {
        return Proxy.newProxyInstance(
                LentObject.class.getClassLoader(), new Class<?>[] {type, Lent.class}, new LentObject(object, lease));
    }

    /** A value of a row; most lead nowhere and stay as they are. */
    static Object ofAny(Object value, Lease lease) {
        if (value == null || value instanceof String || value instanceof Number) {
            return value;
        }
        if (value instanceof ResultSet result) {
            return new DelegatingResultSet(result, null, lease);
        }
        for (Class<?> kind : KINDS) {
            if (kind.isInstance(value)) {
                return proxy(kind, value, lease);
            }
        }
        return value;
    }

    /** A value that was asked for as a {@code type}: one of the driver's own classes cannot be stood in for. */
    static <T> T ofType(Class<T> type, T value, Lease lease) throws SQLException {
        Object lent = ofAny(value, lease);
        if (type.isInstance(lent)) {
            return type.cast(lent);
        }
        if (value != null) {
            lease.unwrapped();
        }
        return value;
    }

    /** A parameter as the driver knows it: its own object, where it was one of ours. */
    @SuppressWarnings("unchecked") // the proxy stands for an object of the same type
    static <T> T given(T value) {
        return value instanceof Lent lent ? (T) lent.driverObject() : value;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "driverObject", "hashCode", "toString" -> call(method, arguments);
            case "equals" -> proxy == arguments[0];
            case "unwrap" -> unwrap(proxy, method, (Class<?>) arguments[0]);
            case "isWrapperFor" -> ((Class<?>) arguments[0]).isInstance(proxy) || (boolean) call(method, arguments);
            default -> {
                lease.check();
                yield lent(call(method, arguments));
            }
        };
    }

    private Object unwrap(Object proxy, Method method, Class<?> type) throws Throwable {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        lease.unwrapped();
        return call(method, new Object[] {type});
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Lent.class) {
            return delegate;
        }
        try {
            return method.invoke(delegate, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                lease.failed(failure);
            }
            throw e.getCause();
        }
    }

    private Object lent(Object value) throws SQLException {
        if (value instanceof Connection) {
            return lease.connection();
        }
        return value instanceof Statement statement ? new DelegatingStatement(statement, lease) : ofAny(value, lease);
    }
}
