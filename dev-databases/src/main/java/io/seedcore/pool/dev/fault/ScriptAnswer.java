package io.seedcore.pool.dev.fault;

/** What a {@link ScriptServer} does instead of its routine. */
public sealed interface ScriptAnswer {

    /**
     * Answers with an error.
     *
     * @param code the number that MySQL and MariaDB send; PostgreSQL has none
     * @param closing whether the session ends with it, as with PostgreSQL's severity FATAL
     */
    record Refusal(String sqlState, int code, String message, boolean closing) implements ScriptAnswer {}

    /** Closes the connection without a word. */
    record HangUp() implements ScriptAnswer {}

    /** An error after which the session goes on. */
    static ScriptAnswer error(String sqlState, int code, String message) {
        return new Refusal(sqlState, code, message, false);
    }

    /** An error with which the session ends. */
    static ScriptAnswer fatal(String sqlState, int code, String message) {
        return new Refusal(sqlState, code, message, true);
    }

    static ScriptAnswer hangUp() {
        return new HangUp();
    }
}
