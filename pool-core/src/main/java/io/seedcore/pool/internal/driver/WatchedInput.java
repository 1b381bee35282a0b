package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A socket's input that lets others see who waits for a byte. */
final class WatchedInput extends InputStream {

    private final InputStream in;
    private final Waiting reader;
    private final boolean endsWithTimeout;

    /** @param endsWithTimeout whether a read that takes longer than allowed closes the socket */
    WatchedInput(InputStream in, Waiting reader, boolean endsWithTimeout) {
        this.in = in;
        this.reader = reader;
        this.endsWithTimeout = endsWithTimeout;
    }

    @Override
    public int read() throws IOException {
        reader.begins();
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            throw ended(e);
        } finally {
            reader.ends();
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        reader.begins();
        try {
            return in.read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
            throw ended(e);
        } finally {
            reader.ends();
        }
    }

    private SocketTimeoutException ended(SocketTimeoutException timeout) throws IOException {
        if (endsWithTimeout) {
            in.close();
        }
        return timeout;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
