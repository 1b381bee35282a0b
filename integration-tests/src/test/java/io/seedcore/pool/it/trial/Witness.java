package io.seedcore.pool.it.trial;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;

/** Looks into the databases over connections of its own, past everything that is tested. */
final class Witness {

    private Witness() {}

    static long authors(String name) {
        return count(postgresql(), "select count(*) from Author where name = ?", name);
    }

    static long authorsLike(String beginning) {
        return count(postgresql(), "select count(*) from Author where name like ?", beginning + "%");
    }

    static long parcelsLike(String beginning) {
        return count(mysql(), "select count(*) from Parcel where label like ?", beginning + "%");
    }

    static long placesLike(String beginning) {
        return nodes("MATCH (place:Place) WHERE place.name STARTS WITH $name RETURN count(place) AS count", beginning);
    }

    static long books(String title) {
        return count(postgresql(), "select count(*) from Book where title = ?", title);
    }

    static long parcels(String label) {
        return count(mysql(), "select count(*) from Parcel where label = ?", label);
    }

    static long purchases(String what) {
        return count(mysql(), "select count(*) from Purchase where what = ?", what);
    }

    static long places(String name) {
        return nodes("MATCH (place:Place {name: $name}) RETURN count(place) AS count", name);
    }

    static long topics(String name) {
        return nodes("MATCH (topic:Topic {name: $name}) RETURN count(topic) AS count", name);
    }

    /** How many sessions of the server's own wait in the middle of a transaction. */
    static long postgresSessionsInTransaction() {
        return count(
                postgresql(),
                "select count(*) from pg_stat_activity where state like 'idle in transaction%'"
                        + " and application_name = ?",
                "seedcore-pool");
    }

    private record Login(Driver driver, String url, Properties properties) {

        static Login of(Driver driver, String scheme, String prefix) {
            Properties properties = new Properties();
            properties.setProperty("user", setting(prefix + ".user"));
            properties.setProperty("password", setting(prefix + ".password"));
            String url = "jdbc:" + scheme + "://" + setting(prefix + ".host") + ":" + setting(prefix + ".port") + "/"
                    + setting(prefix + ".db");
            return new Login(driver, url, properties);
        }

        Connection open() throws SQLException {
            Connection connection = driver.connect(url, properties);
            if (connection == null) {
                throw new SQLException("not an address of this driver: " + url);
            }
            return connection;
        }
    }

    /** A connection beside the pools, which the caller closes. */
    static Connection postgresSession() throws SQLException {
        return postgresql().open();
    }

    private static Login postgresql() {
        return Login.of(new org.postgresql.Driver(), "postgresql", "postgres");
    }

    private static Login mysql() {
        try {
            Login login = Login.of(new com.mysql.cj.jdbc.Driver(), "mysql", "mysql");
            // Payara names a key store to the JVM, whose certificate MariaDB does not know.
            login.properties().setProperty("fallbackToSystemKeyStore", "false");
            return login;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(Login login, String query, String parameter) {
        try (Connection connection = login.open();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static long nodes(String query, String name) {
        try (org.neo4j.driver.Driver driver = GraphDatabase.driver(
                setting("neo4j.uri"), AuthTokens.basic(setting("neo4j.user"), setting("neo4j.password")))) {
            return driver.executableQuery(query)
                    .withParameters(Map.of("name", name))
                    .execute()
                    .records()
                    .get(0)
                    .get("count")
                    .asLong();
        }
    }

    /** As the server was told it. */
    static String setting(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The server was not told " + name);
        }
        return value;
    }
}
