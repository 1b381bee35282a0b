package io.seedcore.pool.benchmark.transaction.several;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.neo4j.driver.Transaction;

/** What is stored, the same in every way. */
final class Rows {

    private static final String TEXT = "x".repeat(100);

    private Rows() {}

    static void insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into note (id, text) values (?, ?)")) {
            statement.setLong(1, id);
            statement.setString(2, TEXT);
            statement.executeUpdate();
        }
    }

    static void create(Transaction transaction, long id) {
        transaction
                .run("CREATE (:Note {id: $id, text: $text})", Map.of("id", id, "text", TEXT))
                .consume();
    }
}
