package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link java.sql.Wrapper} for a facade: what it is by itself is not looked for behind it. */
final class Unwrapping {

    private Unwrapping() {}

    /** @param method {@code unwrap} or {@code isWrapperFor} */
    static @Nullable Object of(Object facade, Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Class<?> type = (Class<?>) Objects.requireNonNull(arguments)[0];
        if (type.isInstance(facade)) {
            return method.getName().equals("unwrap") ? facade : true;
        }
        return Invocation.of(target, method, arguments);
    }
}
