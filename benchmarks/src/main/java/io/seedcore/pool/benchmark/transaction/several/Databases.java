package io.seedcore.pool.benchmark.transaction.several;

import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.fixture.Relay;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One server of each kind, all of which write their logs to disk before they acknowledge a commit. */
final class Databases implements AutoCloseable {

    private final Map<DevDatabaseKind, DevDatabase> servers = new EnumMap<>(DevDatabaseKind.class);
    private final Map<DevDatabaseKind, Relay> relays = new EnumMap<>(DevDatabaseKind.class);

    static Databases start() throws SQLException, IOException {
        Databases databases = new Databases();
        try {
            for (DevDatabaseKind kind : DevDatabaseKind.values()) {
                DevDatabase server = DevDatabases.start(kind);
                databases.servers.put(kind, server);
                databases.relays.put(kind, Relay.before(Address.of(server), Duration.ZERO));
            }
            databases.prepare();
            return databases;
        } catch (SQLException | IOException | RuntimeException e) {
            databases.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        execute(
                DevDatabaseKind.POSTGRESQL,
                "alter system set fsync = on",
                "select pg_reload_conf()",
                "create table note (id bigint primary key, text varchar(100) not null)");
        execute(
                DevDatabaseKind.MYSQL,
                "create table note (id bigint primary key, text varchar(100) not null) engine = innodb");
    }

    private void execute(DevDatabaseKind kind, String... statements) throws SQLException {
        try (Connection connection = connect(kind);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection connect(DevDatabaseKind kind) throws SQLException {
        DevDatabase server = server(kind);
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private DevDatabase server(DevDatabaseKind kind) {
        return Objects.requireNonNull(servers.get(kind));
    }

    private Relay relay(DevDatabaseKind kind) {
        return Objects.requireNonNull(relays.get(kind));
    }

    Endpoint direct(DevDatabaseKind kind) {
        return Endpoint.direct(server(kind));
    }

    /** By way of a relay, which counts and costs time. */
    Endpoint counted(DevDatabaseKind kind) {
        return new Endpoint(server(kind), relay(kind).address().port());
    }

    long roundTrips(DevDatabaseKind kind) {
        return relay(kind).roundTrips();
    }

    /** How often PostgreSQL has forced its log to disk; its sessions report that once a second at most. */
    long forcedByPostgresql() throws SQLException {
        return number(DevDatabaseKind.POSTGRESQL, "select wal_sync from pg_stat_wal");
    }

    /** How often InnoDB has forced a file to disk. */
    long forcedByMariaDb() throws SQLException {
        return number(
                DevDatabaseKind.MYSQL,
                "select variable_value from information_schema.global_status"
                        + " where variable_name = 'Innodb_data_fsyncs'");
    }

    private long number(DevDatabaseKind kind, String query) throws SQLException {
        try (Connection connection = connect(kind);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays.values()) {
            relay.close();
        }
        Stream.of(DevDatabaseKind.values())
                .map(servers::get)
                .filter(Objects::nonNull)
                .forEach(DevDatabase::close);
    }
}
