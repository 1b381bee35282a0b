package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A way of carrying bytes. */
non-sealed interface Passage extends Fault {

    /** Whether nothing passes in this direction while it is in force. */
    default boolean holds(Direction direction) {
        return false;
    }

    /** Once at the beginning of a connection. */
    default Streams begin(Socket client, Socket server) throws IOException {
        return Streams.of(client, server);
    }

    /** Hands on at least one of the bytes, or waits, or ends the connection; called again while some are left. */
    void carry(ByteBuffer bytes, Pump pump) throws IOException;
}
