package io.seedcore.pool.jakarta.internal.facade;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Calls passed on from a facade to its target. */
public final class Invocation {

    private Invocation() {}

    /** A facade of this type; {@code handler} gets every call but those of {@link Object}. */
    public static <T> T facade(Class<T> type, String description, InvocationHandler handler) {
        return facade(loader(type), type, new Class<?>[] {type}, description, handler);
    }

    /** A facade that is injected for the database of that name, and survives that its holder is serialized. */
    public static <T> T bean(Class<T> type, String database, InvocationHandler handler) {
        BeanReference reference = BeanReference.to(type, database);
        return facade(
                Invocation.class.getClassLoader(),
                type,
                new Class<?>[] {type, BeanReference.Replaced.class},
                database + " " + type.getSimpleName(),
                (proxy, method, arguments) -> method.getDeclaringClass() == BeanReference.Replaced.class
                        ? reference
                        : handler.invoke(proxy, method, arguments));
    }

    private static <T> T facade(
            ClassLoader loader, Class<T> type, Class<?>[] types, String description, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() != Object.class) {
                return handler.invoke(proxy, method, arguments);
            }
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> description;
            };
        }));
    }

    /** Interfaces of the platform have no loader of ours, or none at all. */
    private static ClassLoader loader(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null ? Invocation.class.getClassLoader() : loader;
    }

    /** What {@code target} answers, or exactly what it throws. */
    public static @Nullable Object of(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
