package io.seedcore.pool.jakarta.internal.bean;

import java.lang.annotation.Annotation;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How to make one bean.
 *
 * @param scope a normal scope only where {@code type} is an interface
 * @param create makes the instance; called for each instance that the scope needs
 * @param close ends the instance with its scope
 */
public record BeanRecipe<T>(Class<T> type, Class<? extends Annotation> scope, Supplier<T> create, Consumer<T> close) {

    /** What needs no end. */
    public BeanRecipe(Class<T> type, Class<? extends Annotation> scope, Supplier<T> create) {
        this(type, scope, create, instance -> {});
    }
}
