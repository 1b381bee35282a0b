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

    private final boolean endsWithTimeout;
    private LoginTurn turn = LoginTurn.ANY_TIME;

    private WatchedSocket(boolean endsWithTimeout) {
        this.endsWithTimeout = endsWithTimeout;
    }

    /**
     * A new socket, not yet connected, for the connection that is being opened on this thread.
     *
     * @param endsWithTimeout whether it closes when a read takes longer than allowed: a driver that gives the connection
     *     up then would, above encryption, wait once more for the other end to say farewell
     */
    static Socket create(boolean endsWithTimeout) throws IOException {
        WatchedSocket socket = new WatchedSocket(endsWithTimeout);
        socket.turn = ConnectAttempt.created(socket);
        KeepAlive.on(socket);
        return socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new WatchedInput(super.getInputStream(), reader, endsWithTimeout);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WatchedOutput(super.getOutputStream(), writer, this::awaitTurn);
    }

    /** Whatever comes after the first words of the server may hold the password. */
    private void awaitTurn() throws IOException {
        if (turn != LoginTurn.ANY_TIME && reader.calls() > 0) {
            turn.await();
            turn = LoginTurn.ANY_TIME;
        }
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
    public long reads() {
        return reader.calls();
    }

    @Override
    public void hearNoMore() {
        try {
            shutdownInput();
        } catch (IOException e) {
            LOG.debug("A socket was closed already", e);
        }
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
