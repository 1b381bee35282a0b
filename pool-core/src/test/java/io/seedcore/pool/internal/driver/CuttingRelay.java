package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes connections on to a server, one after the other, and ends each after some bytes from the server. */
final class CuttingRelay implements Runnable {

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private volatile int bytes;

    CuttingRelay(ServerSocket listener, String host, int port) {
        this.listener = listener;
        this.host = host;
        this.port = port;
    }

    void cutAfter(int answered) {
        bytes = answered;
    }

    @Override
    public void run() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept();
                    Socket server = new Socket(host, port)) {
                Thread upwards = new Thread(() -> pass(client, server, Integer.MAX_VALUE), "relay");
                upwards.start();
                pass(server, client, bytes);
                client.shutdownInput();
                upwards.join();
            } catch (IOException closed) {
                // The listener was closed, or one of the two went away; either way the next one is served.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to, int most) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int left = most;
            while (left > 0) {
                int read = in.read(buffer, 0, Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException ended) {
            // One of the two went away; whoever opened them closes both.
        }
    }
}
