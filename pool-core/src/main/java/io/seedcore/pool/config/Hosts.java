package io.seedcore.pool.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts, names of databases and TLS modes, as settings and addresses write them. */
final class Hosts {

    private static final Pattern HOST = Pattern.compile(
            "(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?))(?::([0-9]{1,5}))?");

    private static final Pattern DATABASE = Pattern.compile("[^\\p{Cntrl}\\s/?#&%;'\"\\\\]{1,64}");

    private Hosts() {}

    /** A comma-separated list that {@link #parse} takes, kept as text because the port has a setting of its own. */
    static ValueType<String> list() {
        return new ValueType<>("host names or addresses separated by commas, each with an optional :port", text -> {
            parse(text, 1);
            return text;
        });
    }

    static ValueType<String> databaseName() {
        return new ValueType<>(
                "the name of a database: up to 64 characters without blanks, quotes and / ? # & % ; \\",
                Hosts::database);
    }

    /** libpq's words, and MySQL's for the same. */
    static ValueType<SslMode> sslMode() {
        return new ValueType<>(
                "one of disable, allow, prefer, require, verify-ca, verify-full",
                text -> switch (text.toLowerCase(Locale.ROOT).replace('_', '-')) {
                    case "disable", "disabled" -> SslMode.DISABLE;
                    case "allow" -> SslMode.ALLOW;
                    case "prefer", "preferred" -> SslMode.PREFER;
                    case "require", "required" -> SslMode.REQUIRE;
                    case "verify-ca" -> SslMode.VERIFY_CA;
                    case "verify-full", "verify-identity" -> SslMode.VERIFY_FULL;
                    default -> throw new IllegalArgumentException();
                });
    }

    static String database(String text) {
        if (!DATABASE.matcher(text).matches()) {
            throw new IllegalArgumentException("the name of the database");
        }
        return text;
    }

    /** @throws IllegalArgumentException naming the part that is wrong, not its value */
    static List<HostAndPort> parse(String text, int defaultPort) {
        return Arrays.stream(text.split(",", -1))
                .map(host -> one(host, defaultPort))
                .toList();
    }

    private static HostAndPort one(String text, int defaultPort) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw new IllegalArgumentException("the host");
        }
        int port = host.group(3) == null ? defaultPort : Integer.parseInt(host.group(3));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port");
        }
        return new HostAndPort(host.group(1) == null ? host.group(2) : host.group(1), port);
    }
}
