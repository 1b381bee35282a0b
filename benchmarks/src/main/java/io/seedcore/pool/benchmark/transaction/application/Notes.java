package io.seedcore.pool.benchmark.transaction.application;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The same statements for everybody who uses JDBC. */
final class Notes {

    private static final String TEXT = "x".repeat(100);

    private Notes() {}

    static Note note(long id) {
        return new Note(id, TEXT);
    }

    static void insertAndSelect(DataSource dataSource, long id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            insertAndSelect(connection, id);
        }
    }

    static void insertAndSelect(Connection connection, long id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into note (id, text) values (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, TEXT);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("select text from note where id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                check(row.getString(1));
            }
        }
    }

    static void check(String read) {
        if (!read.equals(TEXT)) {
            throw new IllegalStateException("another text was read than was written");
        }
    }
}
