package io.seedcore.pool.internal.session;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a MySQL or MariaDB session began with, as far as {@code COM_RESET_CONNECTION} does not bring it back: it sets all
 * variables to the server's global values, also those that the driver or the pool had set for this session, and leaves
 * role (MariaDB) and default database as they are.
 *
 * @param statements SQL that brings it back
 * @param database empty for none
 */
record SessionStart(List<String> statements, String database) {

    private static final List<String> TEXTS = List.of(
            "character_set_client",
            "collation_connection",
            "character_set_results",
            "sql_mode",
            "time_zone",
            "session_track_system_variables",
            "session_track_transaction_info");
    private static final List<String> NUMBERS =
            List.of("autocommit", "wait_timeout", "session_track_schema", "session_track_state_change");

    static SessionStart of(Connection connection) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        boolean mariaDb = server.getDatabaseProductVersion().contains("MariaDB");
        boolean roles = mariaDb || server.getDatabaseMajorVersion() >= 8;
        String asked = Stream.of(
                        TEXTS.stream().map(SessionStart::text),
                        NUMBERS.stream().map(SessionStart::number),
                        Stream.of(
                                text(mariaDb ? "tx_isolation" : "transaction_isolation"),
                                number(mariaDb ? "max_statement_time" : "max_execution_time")))
                .flatMap(assignments -> assignments)
                .collect(Collectors.joining(
                        ", ', ', ",
                        "select ifnull(database(), ''), " + (roles ? "current_role()" : "null") + ", concat('set ', ",
                        ")"));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(asked)) {
            row.next();
            List<String> statements = new ArrayList<>();
            if (roles) {
                statements.add("set role " + role(row.getString(2), mariaDb));
            }
            statements.add(row.getString(3));
            return new SessionStart(statements, row.getString(1));
        }
    }

    private static String text(String name) {
        return "'" + name + " = ', ifnull(quote(@@session." + name + "), 'null')";
    }

    private static String number(String name) {
        return "'" + name + " = ', @@session." + name;
    }

    /** MySQL answers with quoted names, or {@code NONE}; MariaDB with a name as it is, or null. */
    private static String role(@Nullable String current, boolean mariaDb) {
        if (current == null) {
            return "none";
        }
        return mariaDb ? "`" + current.replace("`", "``") + "`" : current;
    }
}
