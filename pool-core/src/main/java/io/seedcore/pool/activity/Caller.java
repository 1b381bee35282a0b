package io.seedcore.pool.activity;

import java.io.Serializable;

/**
 * Where a thread is in the application.
 *
 * @param type full name of the class; empty where the thread runs none of the application's code
 * @param method its method, or in a few words what the thread does instead
 */
public record Caller(String type, String method) implements Serializable {

    /** {@code OrderService.export}, or what the thread does instead. */
    public String label() {
        return type.isEmpty() ? method : type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}
