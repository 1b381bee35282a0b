package io.seedcore.pool.error;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.FULL;
import static io.seedcore.pool.error.ErrorCategory.GENERATION;
import static io.seedcore.pool.error.ErrorCategory.OUTCOME_UNKNOWN;
import static io.seedcore.pool.error.ErrorCategory.QUERY;
import static io.seedcore.pool.error.ErrorCategory.ROUTE;
import static io.seedcore.pool.error.ErrorCategory.TRANSACTION;
import static io.seedcore.pool.error.ErrorCategory.UNAVAILABLE;
import static io.seedcore.pool.error.Row.row;

import java.util.Optional;

/**
 * The error codes of MySQL and MariaDB. They count before the SQLState, which both servers choose loosely (1040 has
 * 08004, 1203 and 1049 have 42000). A code that is not here is judged by its SQLState.
 *
 * <p>Up to 1899 both servers mean the same. 1900 to 1999 are MariaDB's alone. Above, one number may have two meanings;
 * where it has, the text decides. Sources: MySQL Connector/J 9.7 ({@code MysqlErrorNumbers}), MariaDB Connector/J 3.5
 * ({@code ExceptionFactory}), the message file of MariaDB 11.4 ({@code errmsg.sys}), MySQL 8.4's error reference.
 */
final class MySqlErrors {

    private static final String LOST = "The connection is lost; borrow another one, and look at network and server.";
    private static final String DISK = "The server's disk or a table is full; free space before writing again.";
    private static final String MEMORY = "The server lacks memory; ask it for less at a time, or give it more.";
    private static final String ROLLED_BACK =
            "The transaction gave way to another one; roll back and do all of it again.";
    private static final String CANCELLED =
            "The statement was cancelled, by request or by a time limit; roll back if it was part of a transaction.";
    private static final String HOST =
            "The server takes no connections from this host; have it allowed or unblocked, and look for broken logins.";
    private static final String REFUSED = "User or password were refused; correct them before trying again.";
    private static final String READ_ONLY =
            "The server or the transaction is read-only; connect to the primary, or do not ask for read-only.";
    private static final String BRANCH =
            "The XA command does not fit the state of its branch; end or recover the branch.";

    private static final ErrorTable TABLE = new ErrorTable(
            // MysqlErrorNumbers, state 08S01: the protocol or the network broke. 2006 and 2013 are the C client's.
            row(UNAVAILABLE, "The node of the cluster is not ready; try another one, or later.", "1047")
                    .saying("WSREP"),
            row(
                            CONNECTION,
                            LOST,
                            "1042",
                            "1043",
                            "1047",
                            "1080",
                            "1081",
                            "1152",
                            "1154",
                            "1155",
                            "1156",
                            "1157",
                            "1158",
                            "1159",
                            "1160",
                            "1161",
                            "1184",
                            "1189",
                            "1190",
                            "2006",
                            "2013")
                    .perhapsAll(),
            row(GENERATION, "The server is shutting down; all its sessions end.", "1053"),
            row(
                    CONNECTION,
                    "The packet is larger than the server's max_allowed_packet; send less at once, or raise it.",
                    "1153"),
            // Connector/J's name is ER_UNKNOWN_ERROR: what PostgreSQL calls XX000. HikariCP evicts on it, too.
            row(CONNECTION, "The server failed inside; read its log. The connection is not used again.", "1105"),
            // errmsg.sys: "Connection was killed".
            row(CONNECTION, "An administrator ended the session; borrow another one.", "1927"),
            // MySQL only: ER_SESSION_WAS_KILLED; unused by MariaDB.
            row(CONNECTION, "An administrator ended the session; borrow another one.", "3169"),
            // MySQL: ER_CLIENT_INTERACTION_TIMEOUT. MariaDB: a trigger that does not exist.
            row(
                            CONNECTION,
                            "The server's wait_timeout ended the session; make the pool's recycle time shorter.",
                            "4031")
                    .saying("inactivity"),
            // Both: ER_SERVER_OFFLINE_MODE.
            row(UNAVAILABLE, "The server is in offline mode; try again later.", "3032"),

            // MysqlErrorNumbers: 1040 has state 08004, and breaks nothing.
            row(
                    FULL,
                    "The server or the user has no free connection; open fewer, or raise the limit.",
                    "1040",
                    "1203",
                    "1226"),
            row(
                    FULL,
                    "The server can start no further thread or lacks memory for one; open fewer connections.",
                    "1135",
                    "1041"),
            row(QUERY, MEMORY, "1037", "1038").whileConnecting(FULL),

            // MysqlErrorNumbers, states 28000, 42000, 08004, HY000.
            row(AUTHENTICATION, REFUSED, "1045", "1698", "3118", "1820", "1862"),
            // errmsg.sys: MariaDB's account locked, and blocked for too many wrong passwords.
            row(AUTHENTICATION, REFUSED, "4151").saying("locked"),
            row(AUTHENTICATION, REFUSED, "4150").saying("blocked"),
            row(AUTHENTICATION, "The user has no right to the database; grant it.", "1044"),
            row(AUTHENTICATION, "Driver and server agree on no way to log in; change the user's plugin.", "1251"),
            row(AUTHENTICATION, "The server takes encrypted connections only; set the SSL mode.", "3159"),
            row(AUTHENTICATION, HOST, "1129", "1130"),
            row(CONFIGURATION, "The database does not exist; create it or correct its name.", "1049"),
            row(QUERY, "The statement needs a database, and none is chosen.", "1046"),

            // MysqlErrorNumbers: 40001; 1205 rolls back its statement alone, so the rest must be rolled back first.
            row(TRANSACTION, ROLLED_BACK, "1213"),
            row(
                    TRANSACTION,
                    "A lock was not free in time, and only the statement was undone; roll back and do all of it again.",
                    "1205"),
            // MysqlXAConnection: XA_RBTIMEOUT, XA_RBDEADLOCK, XA_RBROLLBACK.
            row(TRANSACTION, ROLLED_BACK, "1613", "1614", "1402"),
            // MysqlXAConnection: the codes XAER_; 3197 is MySQL's XA_RETRY, unused by MariaDB.
            row(QUERY, BRANCH, "1397", "1398", "1399", "1400", "1401", "1440"),
            row(QUERY, "The branch cannot be committed now; repeat the XA command later.", "3197"),

            // 1290 is shared by several options; Aurora's and InnoDB's read-only mode is 1836.
            row(ROUTE, READ_ONLY, "1290").saying("read-only"),
            row(ROUTE, READ_ONLY, "1836", "1792"),

            // 1317 by KILL QUERY, 3024 by MySQL's max_execution_time, 1969 by MariaDB's max_statement_time.
            row(QUERY, CANCELLED, "1317", "1969", "3024"),
            row(QUERY, DISK, "1021", "1026", "1114"),
            row(QUERY, "The storage engine failed while committing; look before repeating.", "1180")
                    .whileCommitting(OUTCOME_UNKNOWN),
            row(
                    CONFIGURATION,
                    "The server's max_prepared_stmt_count is used up; raise it, or let the driver cache fewer statements.",
                    "1461"));

    private MySqlErrors() {}

    /** @param code greater than 0 */
    static Optional<Row> find(int code, String message) {
        return TABLE.find(Integer.toString(code), message);
    }
}
