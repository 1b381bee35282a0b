package io.seedcore.pool.dev.fault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;

/** The two ends of a connection through the proxy, as they are read and written. */
record Streams(InputStream fromClient, OutputStream toClient, InputStream fromServer, OutputStream toServer) {

    static Streams of(Socket client, Socket server) throws IOException {
        return new Streams(
                client.getInputStream(), client.getOutputStream(), server.getInputStream(), server.getOutputStream());
    }

    /** The same, where the client's first bytes were read already. */
    Streams preceded(byte[] first) {
        return new Streams(
                new SequenceInputStream(new ByteArrayInputStream(first), fromClient), toClient, fromServer, toServer);
    }
}
