package io.seedcore.pool.dev.fault;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** PostgreSQL's clients ask in plain whether they may encrypt, or begin with TLS at once. */
final class PostgresTls {
    /** Length and code of the message; see "Message Formats" in PostgreSQL's documentation. */
    private static final long SSL_REQUEST = 8L << 32 | 80877103L;

    private static final long GSS_ENCRYPTION_REQUEST = 8L << 32 | 80877104L;
    private static final int TLS_HANDSHAKE = 0x16;

    private PostgresTls() {}

    static Streams begin(TlsTermination tls, Socket client, Socket server) throws IOException {
        Streams plain = Streams.of(client, server);
        DataInputStream asked = new DataInputStream(plain.fromClient());
        byte[] first = new byte[Long.BYTES];
        asked.readFully(first);
        if (request(first) == GSS_ENCRYPTION_REQUEST) {
            plain.toClient().write('N');
            asked.readFully(first);
        }
        if (request(first) == SSL_REQUEST) {
            plain.toClient().write('S');
            return tls.encrypt(client, plain, new ByteArrayInputStream(new byte[0]));
        }
        if (first[0] == TLS_HANDSHAKE) {
            return tls.encrypt(client, plain, new ByteArrayInputStream(first));
        }
        return plain.preceded(first);
    }

    private static long request(byte[] first) {
        return ByteBuffer.wrap(first).getLong();
    }
}
