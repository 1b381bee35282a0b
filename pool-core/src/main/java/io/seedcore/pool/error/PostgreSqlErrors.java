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
 * PostgreSQL's SQLStates, whole or by their class (the first two characters). An exact state counts before its class; a
 * state that is not here is the statement's own affair.
 *
 * <p>Sources, named per group: {@code errcodes.txt} of PostgreSQL 17 (which states there are), pgjdbc 42.7 ({@code
 * PSQLState}; {@code PGPooledConnection}, which lists the states that break a connection), and what servers were seen to
 * answer (seen). MySQL's SQLStates, where its own code says nothing, mean the same.
 */
final class PostgreSqlErrors {

    private static final ErrorTable TABLE = new ErrorTable(
            // errcodes.txt class 08; pgjdbc uses it for all that goes wrong with a socket.
            row(CONNECTION, "The connection is lost; borrow another one, and look at network and server.", "08")
                    .perhapsAll(),
            // errcodes.txt: transaction_resolution_unknown.
            row(
                    OUTCOME_UNKNOWN,
                    "Whether the transaction was committed is not known; look before repeating it.",
                    "08007",
                    // errcodes.txt: statement_completion_unknown.
                    "40003"),
            // PSQLState.CONNECTION_REJECTED: pgjdbc cannot meet what the server asks for, or the server has no TLS.
            row(
                    AUTHENTICATION,
                    "Driver and server agree on no way to log in; compare the SSL mode and the server's pg_hba.conf.",
                    "08004"),

            // errcodes.txt class 57; seen: pg_terminate_backend and a fast stop send 57P01, a crashed neighbour 57P02.
            row(
                    CONNECTION,
                    "The server ended the session, by an administrator or a stop; borrow another one.",
                    "57P01"),
            row(GENERATION, "The server crashed and restarts; all its sessions are gone.", "57P02"),
            row(UNAVAILABLE, "The server is starting, stopping or recovering; try again later.", "57P03"),
            row(GENERATION, "The database was dropped; its pool cannot work any more.", "57P04"),
            row(
                    CONNECTION,
                    "The server's idle_session_timeout ended the session; make the pool's recycle time shorter.",
                    "57P05"),
            row(
                    CONNECTION,
                    "The server's idle_in_transaction_session_timeout ended the session; do no slow work in transactions.",
                    "25P03"),
            row(
                    CONNECTION,
                    "The server's transaction_timeout ended the session; shorten the transaction or raise the limit.",
                    "25P04"),
            // The same state for statement_timeout and for a cancel request; HikariCP kept evicting on it until 6.2.0.
            row(
                    QUERY,
                    "The statement was cancelled, by request or by statement_timeout; the transaction must be rolled back.",
                    "57014"),

            // errcodes.txt class 53; seen: four texts of 53300.
            row(
                    FULL,
                    "The server, the role or the database has no free connection; open fewer, or raise its limit.",
                    "53300"),
            row(
                            CONFIGURATION,
                            "The server's max_prepared_transactions is used up; raise it above the number of pooled connections.",
                            "53200")
                    .saying("maximum number of prepared transactions"),
            row(QUERY, "The server's disk is full; free space before writing again.", "53100")
                    .whileConnecting(FULL),
            row(
                            QUERY,
                            "The server lacks memory or another resource; ask it for less at a time.",
                            "53000",
                            "53200",
                            "53400")
                    .whileConnecting(FULL),

            // errcodes.txt class 28; seen: 28000 for a role that does not exist and for a line of pg_hba.conf.
            row(
                            AUTHENTICATION,
                            "The server's pg_hba.conf lets this user not in from here, or not in this way; add a line there.",
                            "28000")
                    .saying("pg_hba.conf"),
            row(AUTHENTICATION, "User or password were refused; correct them before trying again.", "28"),
            row(CONFIGURATION, "The database does not exist; create it or correct its name.", "3D000"),
            row(CONFIGURATION, "The server takes no prepared transactions; set its max_prepared_transactions.", "55000")
                    .saying("prepared transactions are disabled"),

            // errcodes.txt class 40; seen: 40001 also ends sessions of a standby that conflict with recovery.
            row(
                    TRANSACTION,
                    "The transaction gave way to another one; roll back and do all of it again.",
                    "40000",
                    "40001",
                    "40P01"),
            // Seen on a standby, but also where the borrower itself asked for a read-only transaction: FatalErrors then
            // keeps the connection.
            row(
                    ROUTE,
                    "The server or the transaction is read-only; connect to the primary, or do not ask for read-only.",
                    "25006"),
            row(QUERY, "An earlier statement of the transaction failed; roll back.", "25P02"),

            // errcodes.txt: invalid_sql_statement_name, duplicate_prepared_statement: the driver's cache is out of
            // step.
            row(
                    CONNECTION,
                    "The server's prepared statements are not the driver's; behind PgBouncer set"
                            + " POSTGRES_PGBOUNCER=transaction.",
                    "26000",
                    "42P05"),

            // PGPooledConnection: system, internal and configuration file errors, and what is not SQL's.
            row(
                    CONNECTION,
                    "The server failed inside; read its log. The connection is not used again.",
                    "58",
                    "60",
                    "99",
                    "F0",
                    "XX"));

    private PostgreSqlErrors() {}

    static Optional<Row> find(String sqlState, String message) {
        Optional<Row> exact = TABLE.find(sqlState, message);
        return exact.isPresent() || sqlState.length() < 2 ? exact : TABLE.find(sqlState.substring(0, 2), message);
    }

    /** Whether the server ended the session with this error: pgjdbc begins the message with the severity. */
    static boolean endsSession(String message) {
        return message.startsWith("FATAL:") || message.startsWith("PANIC:");
    }
}
