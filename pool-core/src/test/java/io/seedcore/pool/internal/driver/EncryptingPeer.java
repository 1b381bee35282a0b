package io.seedcore.pool.internal.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server up to and including the TLS handshake, in both protocols; keeps what a client says unencrypted after the
 * request for encryption, which must be nothing.
 */
final class EncryptingPeer implements AutoCloseable {

    private final ServerSocket listener;
    private final Drivers driver;
    private final @Nullable SSLContext identity;
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

    /** @param identity null for a server that does not encrypt */
    EncryptingPeer(Drivers driver, @Nullable SSLContext identity) throws IOException {
        this.driver = driver;
        this.identity = identity;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "encrypting-peer");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What clients sent in clear text. */
    synchronized String plain() {
        return plain.toString(StandardCharsets.ISO_8859_1);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(5_000);
                if (driver == Drivers.PGJDBC) {
                    postgresql(client);
                } else {
                    mysql(client);
                }
            } catch (IOException ended) {
                // The client went away, as it should after a handshake that it did not like.
            }
        }
    }

    private void postgresql(Socket client) throws IOException {
        byte[] request = client.getInputStream().readNBytes(8);
        if (request.length == 8) {
            client.getOutputStream().write(identity == null ? 'N' : 'S');
            client.getOutputStream().flush();
            encryptOrListen(client);
        }
    }

    private void mysql(Socket client) throws IOException {
        byte[] greeting = greeting();
        OutputStream out = client.getOutputStream();
        out.write(new byte[] {(byte) greeting.length, 0, 0, 0});
        out.write(greeting);
        out.flush();
        if (identity != null) {
            // The request for encryption: a head of 4 bytes and 32 bytes of wishes.
            client.getInputStream().readNBytes(36);
        }
        encryptOrListen(client);
    }

    private void encryptOrListen(Socket client) throws IOException {
        if (identity == null) {
            keep(client.getInputStream());
            return;
        }
        try (SSLSocket encrypted =
                (SSLSocket) identity.getSocketFactory().createSocket(client, null, client.getPort(), true)) {
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
            // Whatever comes now is encrypted; the client's complaint, if it has one, comes as an exception here.
            encrypted.getInputStream().read();
        }
    }

    private void keep(InputStream in) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            synchronized (this) {
                plain.write(next);
            }
        }
    }

    /** Protocol version 10 of a MariaDB that offers encryption where there is an identity. */
    private byte[] greeting() {
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        int capabilities = 0x0008A20F | (identity == null ? 0 : 0x0800);
        greeting.write(10);
        text(greeting, "8.0.36");
        greeting.writeBytes(new byte[] {7, 0, 0, 0});
        text(greeting, "12345678");
        greeting.write(capabilities);
        greeting.write(capabilities >> 8);
        greeting.write(45);
        greeting.writeBytes(new byte[] {2, 0});
        greeting.write(capabilities >> 16);
        greeting.write(capabilities >> 24);
        greeting.write(21);
        greeting.writeBytes(new byte[10]);
        text(greeting, "123456789012");
        text(greeting, "mysql_native_password");
        return greeting.toByteArray();
    }

    private static void text(ByteArrayOutputStream greeting, String text) {
        greeting.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        greeting.write(0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
