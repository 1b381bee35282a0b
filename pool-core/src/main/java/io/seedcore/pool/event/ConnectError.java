package io.seedcore.pool.event;

import io.seedcore.pool.error.DatabaseError;
import java.util.Locale;

/** Why a connection could not be opened, as far as the server or driver says. */
public enum ConnectError {
    /** User, password, certificate or host refused, or the user may not connect. */
    AUTHENTICATION,
    /** No free connection slot on the server, in a pooler, or for the user. */
    SERVER_FULL,
    /** The database named in the address does not exist (PostgreSQL 3D000; MySQL 1049). */
    NO_SUCH_DATABASE,
    /** The server is starting, stopping, or cannot be reached. */
    UNREACHABLE,
    /** Anything else. */
    OTHER;

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The coarser view of {@link DatabaseError#whileConnecting(Throwable)}. */
    public static ConnectError of(Throwable failure) {
        DatabaseError error = DatabaseError.whileConnecting(failure);
        return switch (error.category()) {
            case AUTHENTICATION -> AUTHENTICATION;
            case FULL -> SERVER_FULL;
            case CONNECTION, GENERATION, UNAVAILABLE -> UNREACHABLE;
            case CONFIGURATION -> namesNoDatabase(error) ? NO_SUCH_DATABASE : OTHER;
            case ROUTE, TRANSACTION, OUTCOME_UNKNOWN, QUERY -> OTHER;
        };
    }

    private static boolean namesNoDatabase(DatabaseError error) {
        return error.vendorCode() == 1049 || "3D000".equals(error.sqlState());
    }
}
