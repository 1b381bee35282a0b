package io.seedcore.pool.internal;

/** What is put back between two borrowers could not be. The work of the one before is done. */
final class SessionResetException extends UncleanSessionException {

    private static final long serialVersionUID = 1L;

    SessionResetException(String pool, Throwable cause) {
        super(
                "SCP-220 " + pool
                        + ": the session could not be reset after its return; its connection is closed instead"
                        + " of lent again. The work of its borrower is not affected. If this happens often, look at the"
                        + " cause: the server or the network ends connections.",
                cause);
    }
}
