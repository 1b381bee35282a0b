package io.seedcore.pool.dev.fault;

import java.util.Locale;

/**
 * When a {@link ScriptServer} leaves its routine.
 *
 * @param text what the statement must contain; empty fits any
 */
public record ScriptMoment(Kind kind, String text) {

    /** The turning points of a session. */
    public enum Kind {
        CONNECT,
        LOGIN,
        STATEMENT,
        COMMIT,
        ROLLBACK,
        RESET;

        static Kind of(String sql) {
            String start = sql.stripLeading().toLowerCase(Locale.ROOT);
            if (start.startsWith("commit")) {
                return COMMIT;
            }
            if (start.startsWith("rollback")) {
                return ROLLBACK;
            }
            return start.startsWith("discard all") ? RESET : STATEMENT;
        }
    }

    /** A client has connected; the answer stands in the place of the server's first words. */
    public static ScriptMoment connect() {
        return new ScriptMoment(Kind.CONNECT, "");
    }

    /** A client has named its user and its database; the answer stands in the place of the welcome. */
    public static ScriptMoment login() {
        return new ScriptMoment(Kind.LOGIN, "");
    }

    /** A statement that contains {@code text} has arrived, other than those below. */
    public static ScriptMoment statement(String text) {
        return new ScriptMoment(Kind.STATEMENT, text);
    }

    public static ScriptMoment commit() {
        return new ScriptMoment(Kind.COMMIT, "");
    }

    /** Of the transaction, or to a savepoint. */
    public static ScriptMoment rollback() {
        return new ScriptMoment(Kind.ROLLBACK, "");
    }

    /** DISCARD ALL, or MySQL's command to reset the connection. */
    public static ScriptMoment reset() {
        return new ScriptMoment(Kind.RESET, "");
    }

    boolean fits(Kind now, String sql) {
        return kind == now && sql.contains(text);
    }
}
