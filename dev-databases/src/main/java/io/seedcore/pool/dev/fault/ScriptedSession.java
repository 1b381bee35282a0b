package io.seedcore.pool.dev.fault;

import java.io.EOFException;
import java.io.IOException;

/** One client's conversation with a {@link ScriptServer}: what is the same in each protocol. */
abstract class ScriptedSession {

    private final Script script;
    private final int number;

    ScriptedSession(Script script, int number) {
        this.script = script;
        this.number = number;
    }

    /** Unique within the server; what the client sees as the number of its session. */
    final int number() {
        return number;
    }

    /** Speaks until the client or the script ends it. */
    abstract void speak() throws IOException;

    abstract void sendError(ScriptAnswer.Refusal refusal) throws IOException;

    /**
     * Plays what the script has for this moment.
     *
     * @return whether it had something, so that the routine is left out
     * @throws EOFException if the script ends the session here
     */
    final boolean scripted(ScriptMoment.Kind now, String sql) throws IOException {
        ScriptAnswer answer = script.answer(now, sql).orElse(null);
        if (answer instanceof ScriptAnswer.Refusal refusal) {
            sendError(refusal);
            if (refusal.closing()) {
                throw new EOFException("the script ends the session after an error");
            }
        } else if (answer != null) {
            throw new EOFException("the script hangs up");
        }
        return answer != null;
    }
}
