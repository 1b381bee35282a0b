package io.seedcore.pool.activity;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread is in the application.
 *
 * @param type full name of the class; empty where the thread runs none of the application's code
 * @param method its method, or in a few words what the thread does instead
 * @param bean full name of the class of the innermost bean in whose method the thread is, which may be {@code type} itself,
 *     or what called it; null where none is known
 */
public record Caller(String type, String method, @Nullable String bean) implements Serializable {

    /**
     * {@code OrderService.export}; {@code OrderTable.read in bean OrderService} where the class is not the bean; or what the
     * thread does instead.
     */
    public String label() {
        if (type.isEmpty()) {
            return method;
        }
        String place = simple(type) + "." + method;
        return bean == null || bean.equals(type) ? place : place + " in bean " + simple(bean);
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
