package io.seedcore.pool.config;

import org.jspecify.annotations.Nullable;

/**
 * One variable a user can set: the single place that knows its name, type, default and meaning. The table in
 * {@code docs/configuration.md} is checked against these.
 *
 * @param name the environment name, such as {@code POSTGRES_POOL_SIZE}
 * @param type what it accepts
 * @param defaultValue as a user would write it; null when there is none
 * @param meaning one line for the documentation
 * @param effective false while it is read and checked only; setting it then warns
 * @param secret whether its value must never be shown
 */
public record Setting<T>(
        String name,
        ValueType<T> type,
        @Nullable String defaultValue,
        String meaning,
        boolean effective,
        boolean secret) {

    public static <T> Setting<T> of(String name, ValueType<T> type, @Nullable String defaultValue, String meaning) {
        return new Setting<>(name, type, defaultValue, meaning, true, false);
    }

    /** The same, shown to nobody. */
    public Setting<T> asSecret() {
        return new Setting<>(name, type, defaultValue, meaning, effective, true);
    }

    /** The same, read and checked but without an effect in this release. */
    public Setting<T> notYetEffective() {
        return new Setting<>(name, type, defaultValue, meaning, false, secret);
    }
}
