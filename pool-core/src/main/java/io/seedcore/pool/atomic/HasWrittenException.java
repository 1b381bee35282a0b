package io.seedcore.pool.atomic;

import java.io.Serial;

/** Why a transaction that was to be committed only if it had written nothing was rolled back. */
public final class HasWrittenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param database one that was written to, or cannot tell */
    public HasWrittenException(String database) {
        super(
                database
                        + ": was written to, or cannot tell, in a transaction that could only be committed if it had read alone");
    }
}
