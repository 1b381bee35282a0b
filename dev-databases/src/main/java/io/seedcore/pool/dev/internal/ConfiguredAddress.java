package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an address from the environment: a URL, else a DSN, else parts. */
final class ConfiguredAddress {
    private final Map<String, String> environment;

    ConfiguredAddress(Map<String, String> environment) {
        this.environment = environment;
    }

    Optional<ConfiguredDatabase> of(DevDatabaseKind kind) {
        return switch (kind) {
            case POSTGRESQL -> relational(kind, "POSTGRES", List.of("POSTGRES_URL", "PG_DSN", "PG_DSN_ASYNC"), 5432);
            case MYSQL -> relational(kind, "MYSQL", List.of("MYSQL_URL", "MYSQL_DSN", "MYSQL_DSN_ASYNC"), 3306);
            case NEO4J -> neo4j();
        };
    }

    private Optional<ConfiguredDatabase> relational(
            DevDatabaseKind kind, String prefix, List<String> addresses, int usualPort) {
        for (String variable : addresses) {
            String value = value(variable);
            if (value != null) {
                return Optional.of(fromUri(kind, prefix, variable, value, usualPort));
            }
        }
        String host = value(prefix + "_HOST");
        if (host == null) {
            return Optional.empty();
        }
        Address address = new Address(
                kind,
                host,
                port(prefix + "_PORT", usualPort),
                database(prefix),
                valueOr(prefix + "_USER", "seedcore"),
                valueOr(prefix + "_PASSWORD", ""));
        return Optional.of(new ConfiguredDatabase(address, prefix + "_HOST", Map.of()));
    }

    private ConfiguredDatabase fromUri(
            DevDatabaseKind kind, String prefix, String variable, String value, int usualPort) {
        boolean jdbc = value.startsWith("jdbc:");
        URI uri = uri(variable, jdbc ? value.substring("jdbc:".length()) : value);
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        String[] login = login(uri);
        Address address = new Address(
                kind,
                host(variable, uri),
                uri.getPort() < 0 ? usualPort : uri.getPort(),
                path.isEmpty() ? database(prefix) : path,
                login[0].isEmpty() ? valueOr(prefix + "_USER", "seedcore") : login[0],
                login[1].isEmpty() ? valueOr(prefix + "_PASSWORD", "") : login[1]);
        return new ConfiguredDatabase(address, variable, jdbc ? Map.of(variable, value) : Map.of());
    }

    private Optional<ConfiguredDatabase> neo4j() {
        for (String variable : List.of("NEO4J_URI", "NEO4J_BOLT_URL")) {
            String value = value(variable);
            if (value != null) {
                URI uri = uri(variable, value);
                int port = uri.getPort() < 0 ? 7687 : uri.getPort();
                return Optional.of(
                        new ConfiguredDatabase(neo4j(host(variable, uri), port), variable, Map.of("NEO4J_URI", value)));
            }
        }
        String host = value("NEO4J_HOST");
        return host == null
                ? Optional.empty()
                : Optional.of(
                        new ConfiguredDatabase(neo4j(host, port("NEO4J_BOLT_PORT", 7687)), "NEO4J_HOST", Map.of()));
    }

    private Address neo4j(String host, int port) {
        return new Address(
                DevDatabaseKind.NEO4J,
                host,
                port,
                valueOr("NEO4J_DATABASE", "neo4j"),
                valueOr("NEO4J_USER", "neo4j"),
                valueOr("NEO4J_PASSWORD", ""));
    }

    private String database(String prefix) {
        return valueOr(prefix + "_DB", valueOr(prefix + "_DATABASE", "seedcore"));
    }

    /** A container platform may put {@code tcp://10.0.0.7:5432} there, which is not a port and not meant for us. */
    private int port(String variable, int usual) {
        String value = value(variable);
        return value != null && value.matches("\\d{1,5}") ? Integer.parseInt(value) : usual;
    }

    private @Nullable String value(String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private String valueOr(String variable, String otherwise) {
        String value = value(variable);
        return value == null ? otherwise : value;
    }

    /** The value is not repeated in the message: it may carry a password. */
    private static URI uri(String variable, String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(variable + " is not an address of the form scheme://host:port/database");
        }
    }

    private static String host(String variable, URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException(variable + " names no single host");
        }
        return host;
    }

    private static String[] login(URI uri) {
        String raw = uri.getRawUserInfo();
        String[] parts = raw == null ? new String[0] : raw.split(":", 2);
        return new String[] {
            parts.length > 0 ? URLDecoder.decode(parts[0], StandardCharsets.UTF_8) : "",
            parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : ""
        };
    }
}
