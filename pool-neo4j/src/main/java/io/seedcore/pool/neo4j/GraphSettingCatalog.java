package io.seedcore.pool.neo4j;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.PrePing;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.config.Setting;
import io.seedcore.pool.config.SettingsReader;
import io.seedcore.pool.config.StartMode;
import io.seedcore.pool.config.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The variables of one Neo4j database: all of them start with the same prefix.
 *
 * @param url says the same as {@code uri}, for further databases only: those of any kind have an {@code _URL}
 */
public record GraphSettingCatalog(
        Setting<String> uri,
        Optional<Setting<String>> url,
        Setting<String> boltUrl,
        Setting<String> host,
        Setting<Integer> boltPort,
        Setting<String> user,
        Setting<String> password,
        Setting<String> database,
        Setting<Boolean> encrypted,
        Setting<String> sslRootCert,
        Setting<Integer> poolSize,
        Setting<Duration> acquisitionTimeout,
        Setting<Duration> connectTimeout,
        Setting<Optional<Duration>> maxConnectionLifetime,
        Setting<Duration> maxTxRetryTime,
        Setting<Integer> fetchSize,
        Setting<Boolean> keepAlive,
        Setting<PrePing> poolPrePing,
        Setting<StartMode> poolStart,
        Setting<Duration> drainTimeout) {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The variables of the database called {@code name}. */
    public static GraphSettingCatalog of(String name) {
        String prefix = RelationalSettingCatalog.prefix(name) + "_";
        boolean further = !name.equals(DatabaseKind.NEO4J.defaultName());
        return new GraphSettingCatalog(
                address(
                        prefix + "URI",
                        "address, such as neo4j+s://graph:7687 or bolt://graph:7687; wins over the rest"),
                further
                        ? Optional.of(address(prefix + "URL", "the same; used where URI is not set"))
                        : Optional.empty(),
                address(prefix + "BOLT_URL", "the same; used where URI is not set"),
                Setting.of(prefix + "HOST", GraphValues.host(), null, "host; reached over bolt"),
                Setting.of(prefix + "BOLT_PORT", ValueType.wholeNumber(1, 65535), "7687", "port of that host"),
                Setting.of(prefix + "USER", ValueType.text(), null, "user"),
                Setting.of(prefix + "PASSWORD", ValueType.anything(), null, "password of the user")
                        .asSecret(),
                Setting.of(
                        prefix + "DATABASE",
                        GraphValues.databaseName(),
                        null,
                        "name of the database; without it the user's home database"),
                Setting.of(
                        prefix + "ENCRYPTED",
                        ValueType.bool(),
                        null,
                        "encryption with a checked certificate; not together with a +s or +ssc address"),
                Setting.of(
                        prefix + "SSL_ROOT_CERT",
                        ValueType.text(),
                        null,
                        "PEM file with the certificates to trust; without it those of the JVM"),
                Setting.of(
                        prefix + "POOL_SIZE",
                        ValueType.wholeNumber(1, 10_000),
                        "50",
                        "most connections, for a cluster to each member"),
                Setting.of(
                        prefix + "CONNECTION_ACQUISITION_TIMEOUT",
                        ValueType.duration(MILLISECOND, HOUR),
                        "30",
                        "longest wait for a connection"),
                Setting.of(
                        prefix + "CONNECT_TIMEOUT",
                        ValueType.duration(MILLISECOND, HOUR),
                        "10",
                        "longest time to open a connection"),
                Setting.of(
                        prefix + "MAX_CONNECTION_LIFETIME",
                        ValueType.durationOrNever(Duration.ofSeconds(1)),
                        "3600",
                        "no connection older than this is lent"),
                Setting.of(
                        prefix + "MAX_TX_RETRY_TIME",
                        ValueType.durationOrOff(HOUR),
                        "15",
                        "how long a transaction function that failed in a passing way is repeated"),
                Setting.of(prefix + "FETCH_SIZE", GraphValues.fetchSize(), "1000", "records fetched at once"),
                Setting.of(
                        prefix + "KEEP_ALIVE",
                        ValueType.bool(),
                        "true",
                        "TCP keepalive; the driver always has it on, so false warns and changes nothing"),
                Setting.of(
                        prefix + "POOL_PRE_PING",
                        GraphValues.prePing(),
                        "true",
                        "test on borrow; true skips the test if the connection was used within the last 500 ms"),
                Setting.of(
                        prefix + "POOL_START",
                        ValueType.word(StartMode.class),
                        "lazy",
                        "connect on first use, at start in the background, or refuse to start without it"),
                Setting.of(
                        prefix + "DRAIN_TIMEOUT",
                        ValueType.durationOrOff(HOUR),
                        "30",
                        "on close, how long borrowed connections may finish"));
    }

    private static Setting<String> address(String name, String meaning) {
        return Setting.of(name, ValueType.text(), null, meaning).asSecret();
    }

    /** All of them, in the order of the documentation. */
    public List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(
                poolSize,
                acquisitionTimeout,
                maxConnectionLifetime,
                maxTxRetryTime,
                fetchSize,
                keepAlive,
                poolPrePing,
                poolStart,
                connectTimeout,
                drainTimeout,
                uri));
        url.ifPresent(all::add);
        all.addAll(List.of(
                boltUrl,
                host,
                boltPort,
                user,
                password,
                SettingsReader.fileOf(password),
                database,
                encrypted,
                sslRootCert));
        return List.copyOf(all);
    }
}
