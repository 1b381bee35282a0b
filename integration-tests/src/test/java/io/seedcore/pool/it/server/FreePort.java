package io.seedcore.pool.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** A port that nobody uses at this moment; where somebody takes it meanwhile, the server binds to the next one. */
public final class FreePort {

    private FreePort() {}

    public static int choose() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
