package io.seedcore.pool.neo4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** Stands between a pool and its database: passes everything on, or nothing, with TLS towards the pool or without. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final String host;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private boolean silent;

    Relay(ServerSocketFactory factory, String host, int port) throws IOException {
        this.server = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        this.host = host;
        this.port = port;
        run(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** From now on nothing comes through, and nobody is told. */
    synchronized void silence() {
        silent = true;
    }

    /** What was held back comes through, and everything after it. */
    synchronized void resume() {
        silent = false;
        notifyAll();
    }

    private synchronized void awaitSound() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = server.accept();
            Socket far = new Socket(host, port);
            sockets.addAll(List.of(near, far));
            run(() -> pump(near, far));
            run(() -> pump(far, near));
        }
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitSound();
                out.write(buffer, 0, count);
                out.flush();
            }
        }
    }

    private void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        resume();
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
