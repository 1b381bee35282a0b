package io.seedcore.pool.dev.fault;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseException;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL that follows another one by streaming replication and takes reads alone, until it is promoted. Databases,
 * users and passwords are those of the one it follows. Not thread-safe.
 */
public final class PostgresStandby implements AutoCloseable {

    /**
     * Copies the files with their owners. What stands in the file that makes a server a standby is of no account, but
     * the server must own it.
     */
    private static final String COPY = """
            rm -rf "$2" && cp -a "$1" "$2" && cp -a "$2/PG_VERSION" "$2/standby.signal" \
            && printf '%s\\n' "$3" >> "$2/postgresql.auto.conf"
            """;

    private final DevDatabase primary;
    private final DevDatabase server;

    private PostgresStandby(DevDatabase primary, DevDatabase server) {
        this.primary = primary;
        this.server = server;
    }

    /**
     * Starts one that follows {@code primary}, which is stopped while its files are copied, and returns when both answer.
     *
     * @throws UnsupportedOperationException where {@link #mayFollow} says no
     */
    public static PostgresStandby of(DevDatabase primary) {
        if (!mayFollow(primary)) {
            throw new UnsupportedOperationException(primary.description() + ": its files are out of reach");
        }
        DevDatabase server = DevDatabases.start(DevDatabaseKind.POSTGRESQL);
        try {
            String from = dataDirectory(primary, primary.password());
            String to = dataDirectory(server, server.password());
            server.stop();
            primary.stop();
            copy(from, to, settings(primary, server));
            primary.restart();
            server.restart();
            return new PostgresStandby(primary, server);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /** Whether this is a PostgreSQL from binaries: the files of any other are out of reach. */
    public static boolean mayFollow(DevDatabase primary) {
        return primary.kind() == DevDatabaseKind.POSTGRESQL
                && primary.description().startsWith("embedded ");
    }

    private static String settings(DevDatabase primary, DevDatabase server) {
        return "port = " + server.port() + "\nprimary_conninfo = 'host=" + primary.host() + " port=" + primary.port()
                + " user=" + primary.user() + " password=" + primary.password() + "'";
    }

    private static void copy(String from, String to, String settings) {
        try {
            Process copy = new ProcessBuilder("sh", "-c", COPY, "sh", from, to, settings)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (copy.waitFor() != 0) {
                throw new DevDatabaseException("the files of a PostgreSQL could not be copied: " + output);
            }
        } catch (IOException failure) {
            throw new DevDatabaseException("the files of a PostgreSQL could not be copied", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DevDatabaseException("interrupted while the files of a PostgreSQL were copied", interrupted);
        }
    }

    private static String dataDirectory(DevDatabase database, String password) {
        return answer(database, password, "show data_directory");
    }

    private static String answer(DevDatabase database, String password, String question) {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        } catch (SQLException failure) {
            throw new DevDatabaseException(database + " does not answer '" + question + "'", failure);
        }
    }

    public String host() {
        return server.host();
    }

    /** The same after the promotion. */
    public int port() {
        return server.port();
    }

    /** The JDBC address without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    /** From when this returns on it takes writes; what the primary had sent it is there. */
    public void promote() {
        String promoted = answer(server, primary.password(), "select pg_promote()");
        if (!promoted.equals("t")) {
            throw new DevDatabaseException(server + " was not promoted in time");
        }
    }

    /** Ends it and deletes its files; the one that it followed goes on. */
    @Override
    public void close() {
        server.close();
    }
}
