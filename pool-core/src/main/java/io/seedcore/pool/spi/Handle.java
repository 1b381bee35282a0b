package io.seedcore.pool.spi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in front of an object of the pool: passes calls on, and tells its terms of them. */
class Handle implements InvocationHandler {

    private final Object target;
    private final HandleTerms terms;
    private final String kind;

    /** @param kind what it is, in a word */
    Handle(Object target, HandleTerms terms, String kind) {
        this.target = target;
        this.terms = terms;
        this.kind = kind;
    }

    final HandleTerms terms() {
        return terms;
    }

    final <T> T facade(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(Handle.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == argument(arguments, Object.class);
                case "hashCode" -> System.identityHashCode(proxy);
                default -> terms.database() + " " + kind;
            };
        }
        return called(proxy, method, arguments);
    }

    @Nullable
    Object called(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "unwrap", "isWrapperFor" -> unwrapped(proxy, method, arguments);
            default -> observed(target, method, arguments);
        };
    }

    /** What this is by itself is not looked for behind it. */
    final @Nullable Object unwrapped(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        boolean unwraps = method.getName().equals("unwrap");
        if (Objects.requireNonNull(argument(arguments, Class.class)).isInstance(proxy)) {
            return unwraps ? proxy : true;
        }
        if (unwraps) {
            terms.unwrapped();
        }
        return observed(target, method, arguments);
    }

    final @Nullable Object observed(Object on, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text && takesText(method)) {
            checkText(text);
        }
        if (!(on instanceof Statement statement) || !method.getName().startsWith("execute")) {
            return passedOn(on, method, arguments);
        }
        terms.begins(statement);
        try {
            return passedOn(on, method, arguments);
        } finally {
            terms.ended();
        }
    }

    /** Whether its first argument is run, now or later. */
    private static boolean takesText(Method method) {
        String name = method.getName();
        return name.startsWith("execute") || name.startsWith("addBatch") || name.startsWith("prepare");
    }

    private void checkText(String text) throws SQLException {
        Optional<String> end = terms.endOfTransaction(text);
        if (end.isPresent()) {
            throw new SQLNonTransientException(
                    "SCP-320 " + terms.database() + ": the statement " + end.get()
                            + " would end the transaction to which this connection belongs, and was not run. Run it"
                            + " outside of it. " + terms.ending().orElse(""),
                    "25000");
        }
    }

    private @Nullable Object passedOn(Object on, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof SQLException failure) {
                terms.failed(failure);
            }
            throw cause;
        }
    }

    static <T> @Nullable T argument(@Nullable Object @Nullable [] arguments, Class<T> type) {
        return type.cast(Objects.requireNonNull(arguments)[0]);
    }
}
