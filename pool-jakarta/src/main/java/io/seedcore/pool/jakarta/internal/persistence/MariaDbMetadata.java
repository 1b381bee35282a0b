package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.jakarta.internal.facade.Invocation;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * MariaDB as MySQL's driver should describe it. That driver reports the product as MySQL, for which Hibernate writes
 * other SQL, and fails when it asks a MariaDB 11 for its keywords.
 */
final class MariaDbMetadata {

    private MariaDbMetadata() {}

    /** The same connection, with a true description where the driver's is not. */
    static Connection correct(Connection connection) throws SQLException {
        return isMisread(connection.getMetaData())
                ? Invocation.facade(
                        Connection.class,
                        connection.toString(),
                        (proxy, method, arguments) -> method.getName().equals("getMetaData")
                                ? correct(connection.getMetaData())
                                : Invocation.of(connection, method, arguments))
                : connection;
    }

    private static boolean isMisread(DatabaseMetaData metadata) throws SQLException {
        return metadata.getDatabaseProductName().equals("MySQL")
                && metadata.getDatabaseProductVersion().contains("MariaDB");
    }

    private static DatabaseMetaData correct(DatabaseMetaData metadata) {
        return Invocation.facade(
                DatabaseMetaData.class, metadata.toString(), (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDatabaseProductName" -> "MariaDB";
                    case "getSQLKeywords" -> "";
                    default -> Invocation.of(metadata, method, arguments);
                });
    }
}
