package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.HostAndPort;
import io.seedcore.pool.config.SslMode;
import io.seedcore.pool.config.ValueType;
import io.seedcore.pool.sizing.ServerRoom;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.util.GT;

/** pgjdbc. */
final class PostgresVendor extends Vendor {

    private static final int OLDEST_SUPPORTED = 12_00_00;

    /**
     * Asked setting by setting: on a session this new, reading the view pg_settings takes as long as connecting. Some
     * settings are younger than the oldest servers. A time is told with its unit, as an interval is written.
     */
    private static final String FACTS = """
            select current_setting('server_version_num')::int as version,
                   current_setting('max_connections')::int as connections,
                   (extract(epoch from coalesce(current_setting('idle_session_timeout', true), '0')::interval)
                     * 1000)::bigint as idle,
                   current_setting('superuser_reserved_connections')::int
                     + coalesce(current_setting('reserved_connections', true)::int, 0) as reserved,
                   (select rolconnlimit from pg_roles where rolname = current_user) as of_role,
                   (extract(epoch from current_setting('statement_timeout')::interval) * 1000)::bigint as statement,
                   coalesce((select ssl from pg_stat_get_activity(pg_backend_pid())), false) as encrypted""";

    PostgresVendor(ConnectionPoolSettings settings) {
        super(settings, "org.postgresql.Driver", "org.postgresql:postgresql");
    }

    @Override
    void defaults(Properties properties) {
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        // Makes the name part of the start-up message; without it pgjdbc sends a SET after each login.
        properties.setProperty("assumeMinServerVersion", "9.0");
        properties.setProperty("tcpKeepAlive", "true");
        // Row values belong in no log.
        properties.setProperty("logServerErrorDetail", "false");
        // A time-out of the application's DriverManager would make pgjdbc connect on a thread of its own.
        properties.setProperty("loginTimeout", "0");
        if (settings().behaviour().pgBouncer()) {
            properties.setProperty("prepareThreshold", "0");
        }
        Duration statement = settings().times().statement();
        if (!statement.isZero()) {
            // As a start-up option, so that RESET and DISCARD bring it back.
            properties.setProperty("options", "-c statement_timeout=" + statement.toMillis());
        }
    }

    @Override
    void timeouts(Properties properties, Duration timeout) {
        String seconds = Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
    }

    @Override
    void encryption(Properties properties) {
        settings().target().sslMode().ifPresent(mode -> properties.setProperty("sslmode", ValueType.word(mode)));
        Optional<Path> rootCert = settings().target().sslRootCert();
        rootCert.ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
        boolean verified =
                settings().target().sslMode().filter(SslMode::verifies).isPresent();
        if (verified && rootCert.isEmpty()) {
            // As with the other drivers; pgjdbc would want a file in the user's home directory.
            properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
        }
    }

    @Override
    boolean waitsAtTheDoor() {
        return true;
    }

    @Override
    Class<?> socketFactory() {
        return PostgresSocketFactory.class;
    }

    @Override
    void prepare(Connection connection) {
        // Everything is said at start-up.
    }

    @Override
    void proveWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_catalog.pg_is_in_recovery(),"
                        + " pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new NotWritableException("a standby");
            }
            if (row.getBoolean(2)) {
                throw new NotWritableException("read-only");
            }
        }
    }

    @Override
    void identify(Properties properties) {
        if (settings().behaviour().pgBouncer()) {
            properties.setProperty(
                    "ApplicationName",
                    PooledSessionName.next(properties.getProperty("ApplicationName", APPLICATION_NAME)));
        }
    }

    @Override
    ServerFacts facts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FACTS)) {
            row.next();
            String version = row.getInt("version") < OLDEST_SUPPORTED
                    ? "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion()
                    : null;
            return new ServerFacts(
                    version,
                    "idle_session_timeout",
                    Duration.ofMillis(row.getLong("idle")),
                    row.getInt("connections"),
                    row.getInt("reserved"),
                    row.getInt("of_role"),
                    Duration.ofMillis(row.getLong("statement")),
                    row.getBoolean("encrypted"));
        }
    }

    @Override
    long serverSession(Connection connection) throws SQLException {
        return PooledSessionName.number(connection.getClientInfo("ApplicationName"))
                .orElse(connection.unwrap(PGConnection.class).getBackendPID());
    }

    @Override
    public SessionReport sessions(OpenedConnection asked, Set<Long> sessions) throws SQLException {
        return settings().behaviour().pgBouncer()
                ? PooledSessions.of(asked.connection(), sessions)
                : PostgresSessions.of(asked.connection(), asked.serverSession(), sessions);
    }

    @Override
    public ServerRoom room(OpenedConnection asked) throws SQLException {
        return PostgresRoom.of(asked.connection());
    }

    /** By the driver's own translation, for it speaks the JVM's language. */
    @Override
    boolean saysOtherHost(String message, HostAndPort host) {
        return message.equals(GT.tr(
                "The hostname {0} could not be verified by hostnameverifier {1}.",
                host.host(), "PgjdbcHostnameVerifier"));
    }

    @Override
    boolean saysNotEncrypted(String message) {
        return message.equals(GT.tr("The server does not support SSL."));
    }
}
