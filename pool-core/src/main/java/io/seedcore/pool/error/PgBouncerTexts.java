package io.seedcore.pool.error;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.FULL;
import static io.seedcore.pool.error.ErrorCategory.UNAVAILABLE;
import static io.seedcore.pool.error.Row.row;

import java.util.Optional;

/**
 * What PgBouncer means by SQLState 08P01, which it gives to nearly all of its refusals; only the text tells them apart.
 * It closes the client's connection with each of them.
 *
 * <p>Source: PgBouncer 1.25, {@code client.c}, {@code janitor.c}, {@code objects.c}.
 */
final class PgBouncerTexts {

    private static final String CODE = "08P01";

    private static final String NO_SLOT =
            "PgBouncer has no free slot; raise its max_client_conn or the limit of clients"
                    + " named in the message, or let the pools open fewer connections.";
    private static final String NO_SERVER =
            "PgBouncer had no server connection to give in time; raise its default_pool_size or shorten transactions.";
    private static final String RETURNS =
            "PgBouncer is stopping or has lost its server; new connections succeed once it is back.";
    private static final String TIMED_OUT =
            "A time limit of PgBouncer ended the connection; compare its time-outs with how long work takes here.";
    private static final String REFUSED =
            "PgBouncer refused the login; compare user and password with its auth_file, and encryption with its settings.";

    private static final ErrorTable TABLE = new ErrorTable(
            row(FULL, NO_SLOT, CODE).saying("no more connections allowed"),
            row(FULL, NO_SLOT, CODE).saying("client connections exceeded"),
            row(FULL, NO_SERVER, CODE).saying("query_wait_timeout"),
            row(FULL, NO_SERVER, CODE).saying("client_login_timeout"),
            row(CONNECTION, RETURNS, CODE).saying("server shutting down").perhapsAll(),
            row(CONNECTION, RETURNS, CODE).saying("admin forced disconnect"),
            row(UNAVAILABLE, RETURNS, CODE).saying("server_login_retry"),
            row(CONNECTION, TIMED_OUT, CODE).saying("query_timeout"),
            row(CONNECTION, TIMED_OUT, CODE).saying("client_idle_timeout"),
            row(CONNECTION, TIMED_OUT, CODE).saying("idle transaction timeout"),
            row(AUTHENTICATION, REFUSED, CODE).saying("no such user"),
            row(AUTHENTICATION, REFUSED, CODE).saying("password authentication failed"),
            row(AUTHENTICATION, REFUSED, CODE).saying("SASL authentication failed"),
            row(AUTHENTICATION, REFUSED, CODE).saying("SSL required"),
            row(
                            CONFIGURATION,
                            "PgBouncer takes no such start-up parameter; set POSTGRES_PGBOUNCER=transaction, or name it"
                                    + " in its ignore_startup_parameters.",
                            CODE)
                    .saying("unsupported startup parameter"),
            row(CONFIGURATION, "PgBouncer knows no such database; name it in its section [databases].", CODE)
                    .saying("no such database"));

    private PgBouncerTexts() {}

    static Optional<Row> find(String sqlState, String message) {
        return TABLE.find(sqlState, message);
    }
}
