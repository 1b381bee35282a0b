package io.seedcore.pool.jakarta.internal.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which calls of an {@link EntityManager} need a transaction. */
final class Writes {

    private static final Set<String> METHODS =
            Set.of("persist", "merge", "remove", "refresh", "flush", "lock", "joinTransaction");

    private Writes() {}

    static boolean isWrite(Method method, Object @Nullable [] arguments) {
        return METHODS.contains(method.getName())
                || arguments != null
                        && Arrays.stream(arguments)
                                .anyMatch(
                                        argument -> argument instanceof LockModeType mode && mode != LockModeType.NONE);
    }
}
