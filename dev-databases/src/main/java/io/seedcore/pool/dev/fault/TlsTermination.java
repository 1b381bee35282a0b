package io.seedcore.pool.dev.fault;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;

/** Presents a certificate of the proxy's own. */
record TlsTermination(TlsIdentity identity, DevDatabaseKind protocol) implements Passage {

    @Override
    public Streams begin(Socket client, Socket server) throws IOException {
        return switch (protocol) {
            case POSTGRESQL -> PostgresTls.begin(this, client, server);
            case MYSQL -> MySqlTls.begin(this, client, server);
            case NEO4J -> BoltTls.begin(this, client, server);
        };
    }

    /** @param seen what the client sent already and is part of its handshake */
    Streams encrypt(Socket client, Streams plain, InputStream seen) throws IOException {
        SSLSocket encrypted = (SSLSocket) identity.context().getSocketFactory().createSocket(client, seen, true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return new Streams(
                encrypted.getInputStream(), encrypted.getOutputStream(), plain.fromServer(), plain.toServer());
    }

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        pump.write(bytes, bytes.remaining());
    }
}
