package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends back what it gets, and remembers how each connection ended. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket entrance;
    private final List<String> endings = new CopyOnWriteArrayList<>();

    EchoServer() throws IOException {
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::acceptAll);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** {@code "end"} or {@code "reset"} for each connection that ended. */
    List<String> endings() {
        return endings;
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = entrance.accept();
                start(() -> echo(socket));
            }
        } catch (SocketException closed) {
            endings.add("closed");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            endings.add("end");
        } catch (IOException broken) {
            endings.add("reset");
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
