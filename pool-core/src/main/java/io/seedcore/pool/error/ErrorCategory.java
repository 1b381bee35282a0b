package io.seedcore.pool.error;

import java.util.Locale;

/** What an error means for the connection, for the pool, and for whoever may try again. */
public enum ErrorCategory {
    /** The connection is lost or its protocol out of step: it is closed and never lent again. */
    CONNECTION(true),
    /** The server went away under all its connections: those opened before are tested before they are lent again. */
    GENERATION(true),
    /** The server is starting, stopping or recovering: try again later. */
    UNAVAILABLE(true),
    /** The server, a pooler or a limit of the user has no free slot: keep what there is, and do not grow. */
    FULL(false),
    /** User, password, certificate or address were refused: trying again soon only makes it worse. */
    AUTHENTICATION(false),
    /** This server does not take writes: connect to the one that does. */
    ROUTE(true),
    /** The transaction was rolled back for the sake of another one; the same work may succeed if done again. */
    TRANSACTION(false),
    /** Whether the commit happened is not known: do not repeat it without looking. */
    OUTCOME_UNKNOWN(true),
    /** A setting of ours or of the server is wrong, such as a database that does not exist. */
    CONFIGURATION(false),
    /** The statement is at fault, or was cancelled; the connection is as good as before. */
    QUERY(false);

    private final boolean breaksConnection;

    ErrorCategory(boolean breaksConnection) {
        this.breaksConnection = breaksConnection;
    }

    /** Whether a connection on which such an error occurred is closed rather than lent again. */
    public boolean breaksConnection() {
        return breaksConnection;
    }

    /** Whether the same transaction may simply be done again once it was rolled back. */
    public boolean isRetryable() {
        return this == TRANSACTION;
    }

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
