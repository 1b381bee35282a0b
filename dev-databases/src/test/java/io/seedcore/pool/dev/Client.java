package io.seedcore.pool.dev;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** Asks a database as an application would. */
final class Client {
    private Client() {}

    /** Writes one value that a later {@link #read} finds. */
    static void write(DevDatabase database, String value) throws SQLException {
        if (database.kind() == DevDatabaseKind.NEO4J) {
            cypher(database, database.password(), "CREATE (:Note {text: '" + value + "'}) RETURN 'done' AS answer");
            return;
        }
        try (Connection connection = connect(database, database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (text VARCHAR(100))");
            statement.execute("INSERT INTO note VALUES ('" + value + "')");
        }
    }

    static String read(DevDatabase database) throws SQLException {
        return database.kind() == DevDatabaseKind.NEO4J
                ? cypher(database, database.password(), "MATCH (n:Note) RETURN n.text AS answer")
                : sql(database, database.password(), "SELECT text FROM note");
    }

    static String version(DevDatabase database, String password) throws SQLException {
        return database.kind() == DevDatabaseKind.NEO4J
                ? cypher(
                        database,
                        password,
                        "CALL dbms.components() YIELD name, versions RETURN name + ' ' + versions[0] AS answer")
                : sql(database, password, "SELECT version()");
    }

    static String sql(DevDatabase database, String password, String query) throws SQLException {
        try (Connection connection = connect(database, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    static void execute(DevDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database, database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DevDatabase database, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), password);
    }

    private static String cypher(DevDatabase database, String password, String query) {
        try (Driver driver = GraphDatabase.driver(database.boltUri(), AuthTokens.basic(database.user(), password));
                Session session = driver.session()) {
            return session.run(query).single().get("answer").asString();
        }
    }
}
