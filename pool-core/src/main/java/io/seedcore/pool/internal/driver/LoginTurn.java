package io.seedcore.pool.internal.driver;

import java.io.IOException;

/** When one attempt to connect may present its password. Used on the thread that connects. */
public interface LoginTurn {

    /** For whoever need not wait for others. */
    LoginTurn ANY_TIME = new LoginTurn() {
        @Override
        public void await() {}

        @Override
        public void letIn() {}
    };

    /**
     * Waits until it may; returns at once the next time.
     *
     * @throws IOException where it is not to present it any more
     */
    void await() throws IOException;

    /** The server has let this attempt in. */
    void letIn();
}
