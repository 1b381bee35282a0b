package io.seedcore.pool.example;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks the PostgreSQL server that the environment names for its version. */
public final class PlainJavaExample {

    private PlainJavaExample() {}

    public static void main(String[] arguments) throws SQLException {
        try (PoolRegistry registry = PoolRegistry.of(System.getenv())) {
            ConnectionPool pool = registry.connectionPool("postgresql");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select version()")) {
                row.next();
                System.out.println(row.getString(1));
            }
            System.out.println(pool.stats());
        }
    }
}
