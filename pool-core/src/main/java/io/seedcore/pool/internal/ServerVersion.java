package io.seedcore.pool.internal;

import io.seedcore.pool.DatabaseKind;

/** The name and number of a server, from what it answers to {@code select version()}. */
final class ServerVersion {

    private ServerVersion() {}

    static String name(DatabaseKind kind, String answer) {
        if (kind == DatabaseKind.POSTGRESQL) {
            String[] words = answer.split(" ", 3);
            return words.length < 2 ? answer : words[0] + " " + words[1];
        }
        String number = answer.split("-", 2)[0];
        return (answer.contains("MariaDB") ? "MariaDB " : "MySQL ") + number;
    }
}
