package io.seedcore.pool.it.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Passes bytes between clients and one address, except while it is held. */
final class HoldableWire implements AutoCloseable {

    private static final int BUFFER = 8192;

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Object change = new Object();
    private boolean held;
    private @Nullable IOException failure;

    private HoldableWire(ServerSocket entrance, String host, int port) {
        this.entrance = entrance;
        this.host = host;
        this.port = port;
    }

    static HoldableWire to(String host, int port) throws IOException {
        HoldableWire wire = new HoldableWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port);
        start(wire::accept);
        return wire;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return entrance.getLocalPort();
    }

    void hold() {
        synchronized (change) {
            held = true;
        }
    }

    void release() {
        synchronized (change) {
            held = false;
            change.notifyAll();
        }
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                Socket client = entrance.accept();
                Socket server = new Socket(host, port);
                sockets.add(client);
                sockets.add(server);
                start(() -> pass(client, server));
                start(() -> pass(server, client));
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitRelease();
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRelease() throws InterruptedException {
        synchronized (change) {
            while (held) {
                change.wait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        release();
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public String toString() {
        return "wire to " + host + ":" + port + (failure == null ? "" : ", last failure " + failure);
    }
}
