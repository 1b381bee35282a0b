package io.seedcore.pool.event;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be opened, as far as the server or driver says. */
public enum ConnectError {
    /** User or password refused, or the user may not connect (SQLState class 28; MySQL 1044, 1045, 1698). */
    AUTHENTICATION,
    /** No free connection slot on the server (PostgreSQL class 53; MySQL 1040, 1203, 1226). */
    SERVER_FULL,
    /** The database named in the address does not exist (PostgreSQL 3D000; MySQL 1049). */
    NO_SUCH_DATABASE,
    /** The server is starting, stopping, or cannot be reached (SQLState classes 08 and 57). */
    UNREACHABLE,
    /** Anything else. */
    OTHER;

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Looks through the causes of {@code failure} for a code it knows; the vendor's code counts before the SQLState. */
    public static ConnectError of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                ConnectError error = of(sql.getErrorCode(), sql.getSQLState());
                if (error != OTHER) {
                    return error;
                }
            }
        }
        return OTHER;
    }

    private static ConnectError of(int vendorCode, @Nullable String sqlState) {
        ConnectError error = switch (vendorCode) {
            case 1044, 1045, 1698 -> AUTHENTICATION;
            case 1040, 1203, 1226 -> SERVER_FULL;
            case 1049 -> NO_SUCH_DATABASE;
            default -> OTHER;
        };
        if (error != OTHER || sqlState == null || sqlState.length() != 5) {
            return error;
        }
        return switch (sqlState.substring(0, 2)) {
            case "28" -> AUTHENTICATION;
            case "53" -> SERVER_FULL;
            case "3D" -> NO_SUCH_DATABASE;
            case "08", "57" -> UNREACHABLE;
            default -> OTHER;
        };
    }
}
