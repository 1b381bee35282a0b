package io.seedcore.pool.config;

/**
 * One thing that is wrong with the settings.
 *
 * @param code stable, such as {@code SCP-012}
 * @param name the variable
 * @param found what was found and where, such as {@code ="abc" (environment)}; empty when nothing was; never a secret
 * @param expected what would be right
 */
public record Problem(String code, String name, String found, String expected) {

    @Override
    public String toString() {
        return code + " " + name + found + ": " + expected;
    }
}
