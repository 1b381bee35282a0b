package io.seedcore.pool.config;

/**
 * A value as it was found.
 *
 * @param name the name it was found under, which may be the property form of the environment name
 * @param value never empty
 * @param source where it was found, for messages: {@code environment}, {@code settings}, the name of a config source
 */
public record SourcedValue(String name, String value, String source) {}
