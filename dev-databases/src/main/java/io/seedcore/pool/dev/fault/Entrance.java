package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A port that is listened at, or only reserved, or listened at without ever accepting. Not thread-safe. */
final class Entrance implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int SMALLEST_BACKLOG = 1;
    /** Linux takes one more than the backlog; far more would mean that the queue cannot be filled. */
    private static final int MOST_FILLERS = 32;

    private static final int FULL_AFTER_MILLIS = 250;

    private static final Duration LONGEST_UNTIL_FREE = Duration.ofSeconds(10);

    private final Workers workers;
    private final Consumer<Socket> visitors;
    private final InetSocketAddress address;
    private final List<Socket> fillers = new ArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable Socket reservation;

    /** @param visitors gets each accepted socket, in the thread that accepts */
    Entrance(Workers workers, Consumer<Socket> visitors) throws IOException {
        this.workers = workers;
        this.visitors = visitors;
        ServerSocket first = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        this.address = new InetSocketAddress(first.getInetAddress(), first.getLocalPort());
        accept(first);
    }

    InetSocketAddress address() {
        return address;
    }

    void open() throws IOException {
        leave();
        accept(onceFree(() -> listen(address, BACKLOG)));
    }

    /** A socket that is bound and does not listen keeps the port from everybody else and refuses connects. */
    void refuse() throws IOException {
        leave();
        reservation = onceFree(() -> {
            Socket bound = new Socket();
            try {
                bound.setReuseAddress(true);
                bound.bind(address);
                return bound;
            } catch (IOException failure) {
                bound.close();
                throw failure;
            }
        });
    }

    @FunctionalInterface
    private interface Binding<S> {
        S bind() throws IOException;
    }

    /** The system frees a port a moment after a listener was closed at which somebody waited. */
    private static <S> S onceFree(Binding<S> binding) throws IOException {
        long end = System.nanoTime() + LONGEST_UNTIL_FREE.toNanos();
        while (true) {
            try {
                return binding.bind();
            } catch (BindException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.yield();
            }
        }
    }

    void fillBacklog() throws IOException {
        leave();
        listener = onceFree(() -> listen(address, SMALLEST_BACKLOG));
        while (fillers.size() < MOST_FILLERS) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(address, FULL_AFTER_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("the queue of port " + address.getPort() + " takes more than " + MOST_FILLERS);
    }

    private static ServerSocket listen(InetSocketAddress address, int backlog) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, backlog);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private void accept(ServerSocket socket) {
        listener = socket;
        workers.start(address.getPort() + " entrance", () -> acceptAll(socket));
    }

    private void acceptAll(ServerSocket socket) {
        try {
            while (true) {
                visitors.accept(socket.accept());
            }
        } catch (IOException ended) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException("the proxy can accept no more", ended);
            }
        }
    }

    private void leave() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
        for (Socket filler : fillers) {
            filler.close();
        }
        fillers.clear();
    }

    /** Frees the port; the thread that accepts is ended already or about to. */
    @Override
    public void close() throws IOException {
        leave();
    }
}
