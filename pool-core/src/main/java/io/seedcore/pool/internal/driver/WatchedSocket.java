package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's socket that can tell whether somebody waits for the server. Drivers put encryption above it, so it sees
 * every byte that comes or goes.
 */
final class WatchedSocket extends Socket implements ConnectionSocket {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedSocket.class);

    private final Waiting reader = new Waiting();
    private final Waiting writer = new Waiting();

    private WatchedSocket() {}

    /** A new socket, not yet connected, for the connection that is being opened on this thread. */
    static Socket create() throws IOException {
        WatchedSocket socket = new WatchedSocket();
        ConnectAttempt.created(socket);
        KeepAlive.on(socket);
        return socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new WatchedInput(super.getInputStream(), reader);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WatchedOutput(super.getOutputStream(), writer);
    }

    @Override
    public long waitingSince() {
        long reading = reader.since();
        return reading == 0 ? writer.since() : reading;
    }

    @Override
    public @Nullable Thread waiter() {
        Thread reading = reader.thread();
        return reading == null ? writer.thread() : reading;
    }

    @Override
    public void abort() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("Closing a socket failed", e);
        }
    }
}
