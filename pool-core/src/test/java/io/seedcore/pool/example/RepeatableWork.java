package io.seedcore.pool.example;

import io.seedcore.pool.error.DatabaseError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Moves money between two accounts, again if the transaction had to give way to another one. */
public final class RepeatableWork {

    private static final int TRIES = 3;

    private RepeatableWork() {}

    public static void transfer(DataSource pool) throws SQLException {
        for (int tries = 1; ; tries++) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("update account set amount = amount - 1 where id = 1");
                statement.execute("update account set amount = amount + 1 where id = 2");
                connection.commit();
                return;
            } catch (SQLException e) {
                if (tries == TRIES || !DatabaseError.of(e).isRetryable()) {
                    throw e;
                }
            }
        }
    }
}
