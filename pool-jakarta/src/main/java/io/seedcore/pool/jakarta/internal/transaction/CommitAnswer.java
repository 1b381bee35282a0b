package io.seedcore.pool.jakarta.internal.transaction;

import java.sql.SQLException;

/** Reads what a failed COMMIT means. */
final class CommitAnswer {

    private CommitAnswer() {}

    /**
     * Whether the server itself answered that it did not commit. Anything that may mean a lost answer, a server that is
     * going down, or an error after the fact, does not count.
     */
    static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() != 5 || state.equals("40003")) {
            return false;
        }
        return switch (state.substring(0, 2)) {
            case "08", "57", "58", "XX", "HY", "S1" -> false;
            default -> true;
        };
    }
}
