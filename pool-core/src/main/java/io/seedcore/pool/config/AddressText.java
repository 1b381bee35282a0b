package io.seedcore.pool.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL or a DSN, taken apart. The drivers never see the text itself: their URL is built again from these parts,
 * so that nothing reaches a driver that was not looked at.
 *
 * @param address without user, secret and the properties that are settings of ours
 * @param user where the text names one
 * @param password where the text holds one
 * @param sslMode where the text names one
 * @param sslRootCert where the text names one
 * @param ignored names of parameters that mean something to another driver only
 */
record AddressText(
        DatabaseAddress address,
        Optional<String> user,
        Optional<Secret> password,
        Optional<SslMode> sslMode,
        Optional<String> sslRootCert,
        Set<String> ignored) {

    private static final Pattern JDBC =
            Pattern.compile("jdbc:(postgresql|mysql|mariadb)://(?:([^@/]*)@)?([^/?#]*)/([^/?#]*)(?:\\?([^#?]*))?");

    private static final Pattern DSN = Pattern.compile(
            "(postgresql|postgres|mysql|mariadb)(?:\\+[a-z0-9_]+)?://(?:([^/]*)@)?([^@/?#]*)/([^/?#]*)(?:\\?([^#?]*))?");

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "postgresql",
            Set.of(
                    "ApplicationName",
                    "binaryTransfer",
                    "channelBinding",
                    "currentSchema",
                    "defaultRowFetchSize",
                    "prepareThreshold",
                    "preparedStatementCacheQueries",
                    "preparedStatementCacheSizeMiB",
                    "reWriteBatchedInserts",
                    "stringtype",
                    "tcpKeepAlive"),
            "mysql",
            Set.of(
                    "allowPublicKeyRetrieval",
                    "cachePrepStmts",
                    "characterEncoding",
                    "connectionCollation",
                    "connectionTimeZone",
                    "prepStmtCacheSize",
                    "prepStmtCacheSqlLimit",
                    "rewriteBatchedStatements",
                    "serverTimezone",
                    "tcpKeepAlive",
                    "tinyInt1isBit",
                    "useAffectedRows",
                    "useServerPrepStmts",
                    "useUnicode",
                    "zeroDateTimeBehavior"),
            "mariadb",
            Set.of(
                    "cachePrepStmts",
                    "connectionCollation",
                    "prepStmtCacheSize",
                    "tcpKeepAlive",
                    "timezone",
                    "tinyInt1isBit",
                    "useAffectedRows",
                    "useServerPrepStmts"));

    /** @throws IllegalArgumentException saying what is wrong, without any part of {@code text} but parameter names */
    static AddressText jdbc(String text) {
        return read(JDBC.matcher(text), text, false);
    }

    /** @throws IllegalArgumentException saying what is wrong, without any part of {@code text} but parameter names */
    static AddressText dsn(String text) {
        return read(DSN.matcher(text), text, true);
    }

    private static AddressText read(Matcher parts, String text, boolean dsn) {
        if (text.chars().anyMatch(c -> c <= ' ' || c == 127 || c == '\\')) {
            throw new IllegalArgumentException("it holds a blank, a control character or a backslash");
        }
        if (text.contains("${")) {
            throw new IllegalArgumentException("it holds a placeholder, ${…}, that nobody has replaced");
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    dsn
                            ? "it is not of the form postgresql://user:password@host:port/db or mysql://…"
                            : "it is not of the form jdbc:postgresql://host:port/db, jdbc:mysql://… or jdbc:mariadb://…");
        }
        String protocol = parts.group(1).equals("postgres") ? "postgresql" : parts.group(1);
        if (dsn && protocol.equals("mariadb")) {
            protocol = "mysql";
        }
        Map<String, String> parameters = parameters(parts.group(5));
        if (parts.group(2) != null && (parameters.containsKey("user") || parameters.containsKey("password"))) {
            throw new IllegalArgumentException("it names user or password twice, before the host and as parameter");
        }
        return new AddressText(
                address(protocol, parts.group(3), parts.group(4), dsn ? Map.of() : allowed(protocol, parameters)),
                userInfo(parts.group(2), 0).or(() -> Optional.ofNullable(parameters.get("user"))),
                userInfo(parts.group(2), 1)
                        .or(() -> Optional.ofNullable(parameters.get("password")))
                        .map(Secret::new),
                sslMode(parameters),
                Optional.ofNullable(parameters.get("sslrootcert")),
                dsn ? ignored(parameters) : Set.of());
    }

    private static DatabaseAddress address(
            String protocol, String hosts, String database, Map<String, String> properties) {
        try {
            return new DatabaseAddress(
                    protocol,
                    Hosts.parse(hosts, protocol.equals("postgresql") ? 5432 : 3306),
                    Hosts.database(database),
                    properties);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " in it is missing or wrong", e);
        }
    }

    /** The user (0) or the password (1) of {@code user:password}, percent-decoded. */
    private static Optional<String> userInfo(String userInfo, int part) {
        if (userInfo == null || userInfo.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = userInfo.split(":", 2);
        return part < parts.length && !parts[part].isEmpty() ? Optional.of(decode(parts[part])) : Optional.empty();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        if (query != null && !query.isEmpty()) {
            for (String parameter : query.split("&", -1)) {
                String[] parts = parameter.split("=", 2);
                if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9_.]{1,64}")) {
                    throw new IllegalArgumentException("its parameters are not of the form name=value&name=value");
                }
                if (!names.add(parts[0].toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException(
                            "its parameter number " + (names.size() + 1) + " is there a second time");
                }
                parameters.put(parts[0], decode(parts[1]));
            }
        }
        return parameters;
    }

    private static Map<String, String> allowed(String protocol, Map<String, String> parameters) {
        Set<String> allowed = ALLOWED.getOrDefault(protocol, Set.of());
        Map<String, String> properties = new LinkedHashMap<>(parameters);
        properties.keySet().removeAll(OURS);
        int number = 0;
        for (String name : parameters.keySet()) {
            number++;
            if (!OURS.contains(name) && !allowed.contains(name)) {
                throw new IllegalArgumentException("its parameter number " + number + shown(name, parameters)
                        + " is not allowed; allowed are user, password, sslmode and "
                        + String.join(", ", new TreeSet<>(allowed)));
            }
        }
        return properties;
    }

    /** What looks like a name after a password may be the rest of it, after an ampersand that was not encoded. */
    private static String shown(String name, Map<String, String> parameters) {
        return parameters.containsKey("password") ? "" : " (" + name + ")";
    }

    private static final Set<String> OURS = Set.of("user", "password", "sslmode", "sslMode", "sslrootcert");

    private static Set<String> ignored(Map<String, String> parameters) {
        Set<String> ignored = new TreeSet<>(parameters.keySet());
        ignored.removeAll(OURS);
        return ignored;
    }

    private static Optional<SslMode> sslMode(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.getOrDefault("sslmode", parameters.get("sslMode")))
                .map(word -> {
                    try {
                        return Hosts.sslMode().parse().apply(word);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "its sslmode is not " + Hosts.sslMode().range(), e);
                    }
                });
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("control character");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its percent-encoding is broken or encodes a control character", e);
        }
    }
}
