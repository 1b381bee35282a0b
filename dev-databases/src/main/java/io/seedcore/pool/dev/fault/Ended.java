package io.seedcore.pool.dev.fault;

import java.io.IOException;

/** The connection was closed by the proxy itself, so nothing is left to be carried. */
final class Ended extends IOException {
    private static final long serialVersionUID = 1L;

    Ended() {
        super("the connection was ended by the proxy");
    }
}
