package io.seedcore.pool.config;

import io.seedcore.pool.DatabaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The variables of one PostgreSQL or MySQL database: all of them start with the same prefix.
 *
 * <p>A further database, called {@code reporting}, has the prefix {@code REPORTING} and the defaults of its kind.
 */
public final class RelationalSettingCatalog {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    final Setting<String> url;
    final List<Setting<String>> dsns;
    final Setting<String> host;
    final Setting<Integer> port;
    final List<Setting<String>> databases;
    final Setting<String> user;
    final Setting<String> password;
    final Setting<SslMode> sslMode;
    final Setting<String> sslRootCert;
    final Setting<String> recoveryUrl;
    final Setting<Integer> poolSize;
    final Setting<Integer> maxOverflow;
    final Setting<Integer> maxWaiting;
    final Setting<Duration> poolTimeout;
    final Setting<Optional<Duration>> poolRecycle;
    final Setting<PrePing> poolPrePing;
    final Setting<StartMode> poolStart;
    final Setting<Duration> connectTimeout;
    final Setting<Duration> silenceTimeout;
    final Setting<Duration> statementTimeout;
    final Setting<Duration> leakThreshold;
    final Setting<Duration> drainTimeout;
    final Setting<SessionReset> sessionReset;
    final Setting<SchemaAction> schemaAction;
    final Setting<Boolean> pgBouncer;

    /** The variables of the database called {@code name}, with the defaults of {@code kind}. */
    public RelationalSettingCatalog(String name, DatabaseKind kind) {
        boolean mysql = kind == DatabaseKind.MYSQL;
        String prefix = prefix(name) + "_";
        String dsn = name.equals(DatabaseKind.POSTGRESQL.defaultName()) ? "PG_" : prefix;
        url = Setting.of(
                        prefix + "URL",
                        ValueType.text(),
                        null,
                        "JDBC address, such as jdbc:" + (mysql ? "mysql://db:3306" : "postgresql://db:5432")
                                + "/shop; wins over DSN and parts")
                .asSecret();
        dsns = List.of(
                Setting.of(
                                dsn + "DSN",
                                ValueType.text(),
                                null,
                                "address as " + (mysql ? "mysql" : "postgresql")
                                        + "://user:password@host:port/db, a +driver suffix is ignored; wins over parts")
                        .asSecret(),
                Setting.of(dsn + "DSN_ASYNC", ValueType.text(), null, "the same; used where the one before is not set")
                        .asSecret());
        host = Setting.of(
                prefix + "HOST",
                Hosts.list(),
                null,
                "host, or a comma-separated list of hosts, each with an optional port");
        port = Setting.of(
                prefix + "PORT",
                ValueType.wholeNumber(1, 65535),
                mysql ? "3306" : "5432",
                "port of the hosts without one");
        databases = mysql
                ? List.of(
                        Setting.of(prefix + "DB", Hosts.databaseName(), null, "name of the database"),
                        Setting.of(prefix + "DATABASE", Hosts.databaseName(), null, "the same; DB wins"))
                : List.of(Setting.of(prefix + "DB", Hosts.databaseName(), null, "name of the database"));
        user = Setting.of(prefix + "USER", ValueType.text(), null, "user");
        password = Setting.of(prefix + "PASSWORD", ValueType.anything(), null, "password of the user")
                .asSecret();
        sslMode = Setting.of(
                prefix + "SSL_MODE",
                Hosts.sslMode(),
                null,
                "encryption; the driver's default without it, verify-full once a root certificate is set");
        sslRootCert =
                Setting.of(prefix + "SSL_ROOT_CERT", ValueType.text(), null, "PEM file with the certificates to trust");
        recoveryUrl = Setting.of(
                        prefix + "RECOVERY_URL",
                        ValueType.text(),
                        null,
                        "JDBC address for probes and recovery where a pooler stands between; without it the pool's own")
                .asSecret();
        poolSize = Setting.of(
                prefix + "POOL_SIZE", ValueType.wholeNumber(1, 10_000), mysql ? "10" : "20", "connections kept open");
        maxOverflow = Setting.of(
                prefix + "MAX_OVERFLOW",
                ValueType.wholeNumberOrUnlimited(0, 10_000),
                mysql ? "5" : "10",
                "opened above that under load, closed on return when POOL_SIZE are idle");
        poolTimeout = Setting.of(
                prefix + "POOL_TIMEOUT", ValueType.duration(MILLISECOND, HOUR), "30", "longest wait for a connection");
        poolRecycle = Setting.of(
                prefix + "POOL_RECYCLE",
                ValueType.durationOrNever(Duration.ofSeconds(1)),
                "1800",
                "no connection older than this is lent");
        poolPrePing = Setting.of(
                prefix + "POOL_PRE_PING",
                prePing(),
                "true",
                "test on borrow; true skips the test if the connection answered within the last 500 ms");
        poolStart = Setting.of(
                prefix + "POOL_START",
                ValueType.word(StartMode.class),
                "lazy",
                "connect on first use, at start in the background, or refuse to start without it");
        maxWaiting = Setting.of(
                prefix + "MAX_WAITING",
                ValueType.wholeNumberOrUnlimited(0, 1_000_000),
                "-1",
                "callers that may wait at once");
        connectTimeout = Setting.of(
                prefix + "CONNECT_TIMEOUT",
                ValueType.duration(MILLISECOND, HOUR),
                "10",
                "longest time to open a connection");
        silenceTimeout = Setting.of(
                prefix + "SILENCE_TIMEOUT",
                ValueType.duration(Duration.ofSeconds(1), HOUR),
                "30",
                "within this, whoever waits for a server that is gone is released; a query may take longer");
        statementTimeout = Setting.of(
                prefix + "STATEMENT_TIMEOUT",
                ValueType.durationOrOff(DAY),
                "0",
                "default statement timeout; 0 is the server's");
        leakThreshold = Setting.of(
                prefix + "LEAK_THRESHOLD",
                ValueType.durationOrOff(DAY),
                "0",
                "report a borrow longer than this; 0 is off");
        drainTimeout = Setting.of(
                prefix + "DRAIN_TIMEOUT",
                ValueType.durationOrOff(HOUR),
                "30",
                "on close, how long borrowed connections may finish");
        sessionReset = Setting.of(
                prefix + "SESSION_RESET",
                ValueType.word(SessionReset.class),
                "tracked",
                "which returned connections have their session state reset");
        schemaAction = Setting.of(
                prefix + "SCHEMA_ACTION",
                ValueType.word(SchemaAction.class),
                "none",
                "what Hibernate does with the unit's tables when the unit opens");
        pgBouncer = Setting.of(
                prefix + "PGBOUNCER",
                pgBouncerMode(),
                "off",
                "transaction: no named statements, no start-up parameter but the application name, no session-level SET");
    }

    /** What the variables of the database called {@code name} start with, without the underscore. */
    public static String prefix(String name) {
        for (DatabaseKind kind : DatabaseKind.values()) {
            if (kind.defaultName().equals(name)) {
                return kind.environmentPrefix();
            }
        }
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** All of them, in the order of the documentation. */
    public List<Setting<?>> all(DatabaseKind kind) {
        List<Setting<?>> all = new ArrayList<>(List.of(
                poolSize,
                maxOverflow,
                poolTimeout,
                poolRecycle,
                poolPrePing,
                poolStart,
                maxWaiting,
                connectTimeout,
                silenceTimeout,
                statementTimeout,
                leakThreshold,
                drainTimeout,
                sessionReset,
                host,
                port));
        all.addAll(databases);
        all.addAll(List.of(user, password, SettingsReader.fileOf(password)));
        all.addAll(dsns);
        all.addAll(List.of(url, sslMode, sslRootCert, recoveryUrl, schemaAction));
        if (kind == DatabaseKind.POSTGRESQL) {
            all.add(pgBouncer);
        }
        return List.copyOf(all);
    }

    private static ValueType<PrePing> prePing() {
        ValueType<Boolean> bool = ValueType.bool();
        return new ValueType<>("true, false (also 1/0, yes/no, on/off) or always", text -> {
            if (text.equalsIgnoreCase("always")) {
                return PrePing.ALWAYS;
            }
            return bool.parse().apply(text) ? PrePing.TRUE : PrePing.FALSE;
        });
    }

    private static ValueType<Boolean> pgBouncerMode() {
        return new ValueType<>("one of off, transaction", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "off" -> false;
            case "transaction" -> true;
            default -> throw new IllegalArgumentException();
        });
    }
}
