package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.InputStream;

/** A socket's input that lets others see who waits for a byte. */
final class WatchedInput extends InputStream {

    private final InputStream in;
    private final Waiting reader;

    WatchedInput(InputStream in, Waiting reader) {
        this.in = in;
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        reader.begins();
        try {
            return in.read();
        } finally {
            reader.ends();
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        reader.begins();
        try {
            return in.read(bytes, offset, length);
        } finally {
            reader.ends();
        }
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
