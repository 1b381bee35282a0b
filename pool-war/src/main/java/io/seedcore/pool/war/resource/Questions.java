package io.seedcore.pool.war.resource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the test paths ask a relational database; the same SQL on PostgreSQL, MySQL and MariaDB. */
final class Questions {

    private Questions() {}

    static String version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version()")) {
            row.next();
            return row.getString(1);
        }
    }

    static long tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM information_schema.tables")) {
            row.next();
            return row.getLong(1);
        }
    }
}
