package io.seedcore.pool.dev.run;

import java.io.Serial;

/** Why the command cannot go on, said to the person who typed it; it ends with a status other than zero. */
final class RunFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    RunFailure(String message) {
        super(message);
    }

    RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
