package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy: two sockets and the fault that is in force for it. */
final class Link implements Runnable {
    private static final int CONNECT_MILLIS = 10_000;

    private final FaultProxy proxy;
    private final Workers workers;
    private final Socket client;
    private final InetSocketAddress target;
    private @Nullable Socket server;
    private Passage passage;
    private boolean ended;
    private int directionsEnded;

    Link(FaultProxy proxy, Workers workers, Socket client, InetSocketAddress target, Passage passage) {
        this.proxy = proxy;
        this.workers = workers;
        this.client = client;
        this.target = target;
        this.passage = passage;
    }

    void start() {
        workers.start(proxy.port() + " to server", this);
    }

    synchronized void inflict(Passage next) {
        passage = next;
        notifyAll();
    }

    /** The way to the server; the way back gets a thread of its own. */
    @Override
    public void run() {
        try {
            Streams streams = open();
            workers.start(
                    proxy.port() + " to client",
                    new Pump(this, Direction.TO_CLIENT, streams.fromServer(), streams.toClient()));
            new Pump(this, Direction.TO_SERVER, streams.fromClient(), streams.toServer()).run();
        } catch (IOException refused) {
            reset();
        }
    }

    private Streams open() throws IOException {
        Passage first = awaitWay();
        Socket connected = new Socket();
        try {
            connected.connect(target, CONNECT_MILLIS);
            connected.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            adopt(connected);
        } catch (IOException failure) {
            connected.close();
            throw failure;
        }
        return first.begin(client, connected);
    }

    private synchronized void adopt(Socket connected) throws IOException {
        refuseEnded();
        server = connected;
    }

    /** Waits until something passes, whichever way. */
    private synchronized Passage awaitWay() throws IOException {
        while (passage.holds(Direction.TO_SERVER) && passage.holds(Direction.TO_CLIENT)) {
            awaitChange(0);
        }
        refuseEnded();
        return passage;
    }

    /** Waits until bytes pass in this direction, and returns how. */
    synchronized Passage awaitPassage(Direction direction) throws IOException {
        while (passage.holds(direction)) {
            awaitChange(0);
        }
        refuseEnded();
        return passage;
    }

    /** Returns early when another fault comes into force. */
    synchronized void pause(Duration longest) throws IOException {
        Passage now = passage;
        long end = System.nanoTime() + longest.toNanos();
        long left;
        while (passage == now && (left = end - System.nanoTime()) > 0) {
            awaitChange(left);
        }
    }

    /** @param nanos 0 waits as long as it takes */
    private synchronized void awaitChange(long nanos) throws IOException {
        refuseEnded();
        try {
            if (nanos == 0) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bytes were held");
        }
        refuseEnded();
    }

    private synchronized void refuseEnded() throws IOException {
        if (ended) {
            throw new Ended();
        }
    }

    void count(Direction direction, int bytes) {
        proxy.count(direction, bytes);
    }

    /** One end has said all it had to say; the other may still talk. */
    void endOf(Direction direction) throws IOException {
        halfClose(direction);
        synchronized (this) {
            directionsEnded++;
            if (directionsEnded < 2) {
                return;
            }
        }
        close();
    }

    /** What one end did without a farewell is done to the other, as soon as something passes. */
    void breakOff(Direction direction) {
        try {
            awaitPassage(direction);
            reset();
        } catch (IOException alreadyEnded) {
            close();
        }
    }

    void halfClose(Direction direction) throws IOException {
        for (Direction way : List.of(Direction.TO_SERVER, Direction.TO_CLIENT)) {
            Socket receiver = receiver(way);
            if (direction.covers(way) && receiver != null && !receiver.isOutputShutdown()) {
                receiver.shutdownOutput();
            }
        }
    }

    /** Whether the receiving end was told that nothing more comes. */
    boolean halfClosed(Direction direction) {
        Socket receiver = receiver(direction);
        return receiver != null && receiver.isOutputShutdown();
    }

    private synchronized @Nullable Socket receiver(Direction direction) {
        return direction == Direction.TO_CLIENT ? client : server;
    }

    /** Both ends see a reset instead of an end. */
    void reset() {
        end(true);
    }

    void close() {
        end(false);
    }

    private void end(boolean abruptly) {
        Socket connected;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            connected = server;
            notifyAll();
        }
        end(client, abruptly);
        if (connected != null) {
            end(connected, abruptly);
        }
        proxy.forget(this);
    }

    static void end(Socket socket, boolean abruptly) {
        try (socket) {
            if (abruptly && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("a socket of the proxy could not be closed", failure);
        }
    }
}
