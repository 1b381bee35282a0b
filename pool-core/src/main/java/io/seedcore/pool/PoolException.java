package io.seedcore.pool;

import org.jspecify.annotations.Nullable;

/** The base of what pools throw outside the JDBC path. The message says what happened and what to do next. */
public class PoolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code the stable code under which {@code docs/troubleshooting.md} explains it, such as {@code SCP-204};
     *     it becomes the first word of the message
     */
    public PoolException(String code, String message, @Nullable Throwable cause) {
        super(code + " " + message, cause);
        this.code = code;
    }

    /** The stable code, such as {@code SCP-204}. */
    public String code() {
        return code;
    }
}
