package io.seedcore.pool.dev.fault;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * MySQL's server speaks first and offers encryption, its client takes the offer in a message before its login. Messages
 * are numbered, so the server has to get that message as well, and the way to it is then encrypted too.
 */
final class MySqlTls {
    private static final int HEADER = 4;
    /** The bit of the capabilities that stands for encryption, in the second byte of both sides' flags. */
    private static final int ENCRYPTION = 0x08;

    private static final int SSL_REQUEST_LENGTH = 32;

    private MySqlTls() {}

    static Streams begin(TlsTermination tls, Socket client, Socket server) throws IOException {
        Streams plain = Streams.of(client, server);
        byte[] greeting = message(plain.fromServer());
        if ((greeting[capabilities(greeting)] & ENCRYPTION) == 0) {
            throw new IOException("the server behind the proxy offers no encryption, which MySQL's protocol needs");
        }
        plain.toClient().write(greeting);
        byte[] answer = message(plain.fromClient());
        plain.toServer().write(answer);
        if (answer.length != HEADER + SSL_REQUEST_LENGTH || (answer[HEADER + 1] & ENCRYPTION) == 0) {
            return plain;
        }
        SSLSocket encrypted = (SSLSocket) trustingAnybody()
                .getSocketFactory()
                .createSocket(server, server.getInetAddress().getHostAddress(), server.getPort(), true);
        Streams toServer = new Streams(
                plain.fromClient(), plain.toClient(), encrypted.getInputStream(), encrypted.getOutputStream());
        return tls.encrypt(client, toServer, new ByteArrayInputStream(new byte[0]));
    }

    private static byte[] message(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] header = new byte[HEADER];
        data.readFully(header);
        int length = header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        byte[] message = new byte[HEADER + length];
        System.arraycopy(header, 0, message, 0, HEADER);
        data.readFully(message, HEADER, length);
        return message;
    }

    /** After the version of the protocol, that of the server with its end, the session, half a salt and a filler. */
    private static int capabilities(byte[] greeting) {
        int place = HEADER + 1;
        while (greeting[place] != 0) {
            place++;
        }
        return place + 1 + 4 + 8 + 1 + 1;
    }

    private static SSLContext trustingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("TLS to the server behind the proxy is not possible", failure);
        }
    }

    /** The proxy is the fault; it need not know to whom it talks on this machine. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
