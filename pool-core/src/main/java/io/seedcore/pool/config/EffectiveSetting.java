package io.seedcore.pool.config;

/**
 * A setting as it is in force.
 *
 * @param name the environment name
 * @param value what is shown: the value, or for a secret only that it is set
 * @param origin {@code default}, or where it was set
 */
public record EffectiveSetting(String name, String value, String origin) {

    @Override
    public String toString() {
        return name + "=" + value + " (" + origin + ")";
    }
}
