package io.seedcore.pool.it.lifecycle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where requests in a server wait until the test lets them go on. Thread-safe. */
final class Gate implements AutoCloseable {

    private final ServerSocket entrance;
    private final List<Socket> waiting = new ArrayList<>();
    private @Nullable IOException failure;

    private Gate(ServerSocket entrance) {
        this.entrance = entrance;
    }

    static Gate shut() throws IOException {
        Gate gate = new Gate(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(gate::accept, "gate");
        thread.setDaemon(true);
        thread.start();
        return gate;
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                add(entrance.accept());
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private synchronized void add(Socket arrived) {
        waiting.add(arrived);
    }

    int port() {
        return entrance.getLocalPort();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Lets those through that wait. */
    synchronized void open() throws IOException {
        for (Socket each : waiting) {
            each.getOutputStream().write(1);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        entrance.close();
        for (Socket each : waiting) {
            each.close();
        }
    }

    @Override
    public String toString() {
        return "gate at " + port() + (failure == null ? "" : ", last failure " + failure);
    }
}
