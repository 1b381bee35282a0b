package io.seedcore.pool.dev.fault;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/** Bolt's clients begin with TLS at once, or with the magic number of the protocol. */
final class BoltTls {
    private static final int TLS_HANDSHAKE = 0x16;

    private BoltTls() {}

    static Streams begin(TlsTermination tls, Socket client, Socket server) throws IOException {
        Streams plain = Streams.of(client, server);
        byte[] first = new byte[1];
        new DataInputStream(plain.fromClient()).readFully(first);
        return first[0] == TLS_HANDSHAKE
                ? tls.encrypt(client, plain, new ByteArrayInputStream(first))
                : plain.preceded(first);
    }
}
