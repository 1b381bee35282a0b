package io.seedcore.pool.config;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.config.ConnectionPoolSettings.Behaviour;
import io.seedcore.pool.config.ConnectionPoolSettings.Limits;
import io.seedcore.pool.config.ConnectionPoolSettings.Target;
import io.seedcore.pool.config.ConnectionPoolSettings.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the settings of one relational database. */
public final class RelationalSettings {

    private static final Duration LONG_WAIT = Duration.ofMinutes(10);
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[0-9.]+");

    private final String name;
    private final DatabaseKind kind;
    private final RelationalSettingCatalog catalog;
    private final SettingsReader reader;

    private RelationalSettings(String name, DatabaseKind kind, SettingsReader reader) {
        this.name = name;
        this.kind = kind;
        this.catalog = new RelationalSettingCatalog(name, kind);
        this.reader = reader;
    }

    /** @return empty where {@code name} has no relational address, or a wrong one, which is noted in {@code reader} */
    public static Optional<ConnectionPoolSettings> read(String name, SettingsReader reader) {
        return kind(name, reader).flatMap(kind -> new RelationalSettings(name, kind, reader).read());
    }

    private static Optional<DatabaseKind> kind(String name, SettingsReader reader) {
        if (name.equals(DatabaseKind.NEO4J.defaultName())) {
            return Optional.empty();
        }
        for (DatabaseKind kind : DatabaseKind.values()) {
            if (kind.defaultName().equals(name)) {
                return Optional.of(kind);
            }
        }
        RelationalSettingCatalog catalog = new RelationalSettingCatalog(name, DatabaseKind.POSTGRESQL);
        return reader.raw(catalog.url)
                .or(() -> reader.raw(catalog.dsns.get(0)))
                .or(() -> reader.raw(catalog.dsns.get(1)))
                .flatMap(found -> kindOf(found.value()));
    }

    private static Optional<DatabaseKind> kindOf(String address) {
        if (address.startsWith("jdbc:postgresql:") || address.startsWith("postgres")) {
            return Optional.of(DatabaseKind.POSTGRESQL);
        }
        if (address.matches("(jdbc:)?(mysql|mariadb)[:+].*")) {
            return Optional.of(DatabaseKind.MYSQL);
        }
        return Optional.empty();
    }

    private Optional<ConnectionPoolSettings> read() {
        int problems = reader.problems().size();
        TargetReader targets = new TargetReader(name, kind, catalog, reader);
        Optional<Target> target = targets.read();
        if (target.isEmpty() && reader.problems().size() == problems) {
            return Optional.empty();
        }
        Limits limits = limits();
        Times times = times();
        Behaviour behaviour = behaviour();
        check(limits, times, behaviour);
        return target.map(
                found -> new ConnectionPoolSettings(name, kind, found, limits, times, behaviour, reader.effective()));
    }

    private Limits limits() {
        return new Limits(
                reader.read(catalog.poolSize), reader.read(catalog.maxOverflow), reader.read(catalog.maxWaiting));
    }

    private Times times() {
        return new Times(
                reader.read(catalog.poolTimeout),
                reader.read(catalog.poolRecycle),
                reader.read(catalog.connectTimeout),
                reader.read(catalog.silenceTimeout),
                reader.read(catalog.statementTimeout),
                reader.read(catalog.leakThreshold),
                reader.read(catalog.drainTimeout));
    }

    private Behaviour behaviour() {
        return new Behaviour(
                reader.read(catalog.poolPrePing),
                reader.read(catalog.poolStart),
                reader.read(catalog.sessionReset),
                kind == DatabaseKind.POSTGRESQL && reader.read(catalog.pgBouncer),
                reader.read(catalog.schemaAction));
    }

    private void check(Limits limits, Times times, Behaviour behaviour) {
        if (behaviour.pgBouncer() && !times.statement().isZero()) {
            reader.contradiction(
                    catalog.statementTimeout.name(),
                    "cannot be set together with " + catalog.pgBouncer.name()
                            + "=transaction, where no session is ours; use ALTER ROLE … SET statement_timeout instead");
        }
        if (behaviour.pgBouncer() && behaviour.sessionReset() == SessionReset.ALWAYS) {
            reader.contradiction(
                    catalog.sessionReset.name(),
                    "=always cannot be set together with " + catalog.pgBouncer.name()
                            + "=transaction, where no session is ours; set server_reset_query in pgbouncer.ini instead");
        }
        if (limits.maxOverflow() == Integer.MAX_VALUE) {
            reader.warn(catalog.maxOverflow.name() + "=-1: the pool opens as many connections as are asked for; the"
                    + " server's max_connections is the only limit.");
        }
        checkTimes(times);
    }

    private void checkTimes(Times times) {
        boolean plainNumber = reader.raw(catalog.poolTimeout)
                .filter(found -> PLAIN_NUMBER.matcher(found.value()).matches())
                .isPresent();
        if (plainNumber && times.acquisition().compareTo(LONG_WAIT) > 0) {
            String number = Durations.seconds(times.acquisition());
            reader.warn(catalog.poolTimeout.name() + "=" + number + ": callers wait up to " + number
                    + " seconds. If milliseconds were meant, write " + number + "ms.");
        }
        if (reader.raw(catalog.connectTimeout).isPresent() && times.connect().compareTo(times.acquisition()) > 0) {
            reader.warn(
                    catalog.connectTimeout.name() + " (" + Durations.seconds(times.connect()) + " s) is longer than "
                            + catalog.poolTimeout.name() + " (" + Durations.seconds(times.acquisition())
                            + " s): a caller gives up before the connection that is opened for it does.");
        }
    }
}
