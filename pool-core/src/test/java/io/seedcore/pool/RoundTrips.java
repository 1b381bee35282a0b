package io.seedcore.pool;

import io.seedcore.pool.dev.DevDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to a server that takes its time back and counts how often a client waited for it: what is sent before the answer
 * to what was sent before has come is one trip with it.
 */
final class RoundTrips implements AutoCloseable {

    private static final long WAY_BACK = TimeUnit.MILLISECONDS.toNanos(30);

    private final DevDatabase server;
    private final ServerSocket listener;
    private final AtomicInteger trips = new AtomicInteger();

    private RoundTrips(DevDatabase server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    static RoundTrips to(DevDatabase server) throws IOException {
        RoundTrips relay = new RoundTrips(server, new ServerSocket(0));
        start(relay::accept);
        return relay;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Trips since it was last asked. */
    int sinceLast() {
        return trips.getAndSet(0);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket upstream = new Socket(server.host(), server.port());
                upstream.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                AtomicBoolean answered = new AtomicBoolean(true);
                start(() -> pass(client, upstream, () -> {
                    if (answered.getAndSet(false)) {
                        trips.incrementAndGet();
                    }
                }));
                start(() -> pass(upstream, client, () -> {
                    LockSupport.parkNanos(WAY_BACK);
                    answered.set(true);
                }));
            } catch (IOException e) {
                // The listener was closed; what is open ends with its client.
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "round-trips");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pass(Socket from, Socket to, Runnable before) {
        byte[] buffer = new byte[65536];
        try (from;
                to) {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                before.run();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of the two went away, and takes the other with it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
