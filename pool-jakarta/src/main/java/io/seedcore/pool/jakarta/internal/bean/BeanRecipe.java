package io.seedcore.pool.jakarta.internal.bean;

import java.lang.annotation.Annotation;
import java.util.function.Supplier;

/**
 * How to make one bean.
 *
 * @param scope a normal scope only where {@code type} is an interface
 * @param create makes the instance; called for each instance that the scope needs
 */
public record BeanRecipe<T>(Class<T> type, Class<? extends Annotation> scope, Supplier<T> create) {}
