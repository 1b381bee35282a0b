package io.seedcore.pool.it.client;

import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** How many sessions of ours the databases themselves see. For one thread. */
public final class Sessions implements AutoCloseable {

    private static final String OURS = "seedcore-pool";

    private final Connection postgresql;
    private final Connection mysql;
    private final Driver neo4j;

    private Sessions(Connection postgresql, Connection mysql, Driver neo4j) {
        this.postgresql = postgresql;
        this.mysql = mysql;
        this.neo4j = neo4j;
    }

    /** A number for each database. */
    public record Count(int postgresql, int mysql, int neo4j) {

        public static final Count NONE = new Count(0, 0, 0);

        public Count highest(Count other) {
            return new Count(
                    Math.max(postgresql, other.postgresql), Math.max(mysql, other.mysql), Math.max(neo4j, other.neo4j));
        }
    }

    public static Sessions watch() throws SQLException {
        DevDatabase neo4j = DevDatabases.shared().neo4j();
        return new Sessions(
                connect(DevDatabases.shared().postgresql()),
                connect(DevDatabases.shared().mysql()),
                GraphDatabase.driver(neo4j.boltUri(), AuthTokens.basic(neo4j.user(), neo4j.password())));
    }

    /** A connection of the test's own. */
    public static Connection connect(DevDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    public Count count() throws SQLException {
        return new Count(postgresql(), mysql(), neo4j());
    }

    private int postgresql() throws SQLException {
        try (Statement statement = postgresql.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where application_name = '" + OURS + "' and datname = current_database()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** MariaDB does not say what a client calls itself, but none other than this one has our user. */
    private int mysql() throws SQLException {
        String user = mysql.getMetaData().getUserName().replaceFirst("@.*", "");
        int all = 0;
        try (Statement statement = mysql.createStatement();
                ResultSet row = statement.executeQuery("show processlist")) {
            while (row.next()) {
                all += row.getString("User").equals(user) ? 1 : 0;
            }
        }
        return all - 1;
    }

    private int neo4j() {
        return neo4j.executableQuery("CALL dbms.listConnections() YIELD userAgent"
                        + " WITH userAgent WHERE userAgent STARTS WITH $ours RETURN count(*) AS ours")
                .withParameters(Map.of("ours", OURS))
                .execute()
                .records()
                .get(0)
                .get("ours")
                .asInt();
    }

    @Override
    public void close() throws SQLException {
        postgresql.close();
        mysql.close();
        neo4j.close();
    }
}
