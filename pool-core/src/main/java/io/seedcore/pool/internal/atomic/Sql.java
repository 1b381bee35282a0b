package io.seedcore.pool.internal.atomic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Short ways to ask a database. */
final class Sql {

    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    static <T> List<T> query(Connection connection, String text, Row<T> row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            set(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        }
    }

    /** How many rows were changed. */
    static int update(Connection connection, String text, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            set(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** The first column of the only row. */
    static String text(Connection connection, String text) throws SQLException {
        List<String> found = query(connection, text, row -> row.getString(1));
        if (found.size() != 1) {
            throw new SQLException("expected one row and got " + found.size() + " from: " + text);
        }
        return found.get(0);
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    /** As a literal. For names from settings and ids of ours, which are ASCII without backslashes. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
