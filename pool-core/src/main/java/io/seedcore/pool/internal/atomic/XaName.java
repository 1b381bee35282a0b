package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.TransactionId;
import java.util.Optional;

/**
 * The name of a branch in MySQL and MariaDB.
 *
 * @param number the participant's number within its transaction
 * @param session of whom begun, by the server's number for it
 */
record XaName(TransactionId id, int number, long session) {

    /** As the statements want it: global part, branch, format. */
    String text() {
        return Sql.quoted(id.text()) + "," + Sql.quoted(number + "." + session) + "," + TransactionId.XA_FORMAT;
    }

    /** Reads what {@code XA RECOVER} shows; empty for anything that is not exactly of our form. */
    static Optional<XaName> parse(String global, String branch) {
        if (!branch.matches("[0-9]{1,2}\\.[0-9]{1,18}")) {
            return Optional.empty();
        }
        int dot = branch.indexOf('.');
        return TransactionId.parse(global)
                .map(id -> new XaName(
                        id, Integer.parseInt(branch.substring(0, dot)), Long.parseLong(branch.substring(dot + 1))));
    }
}
