package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.io.OutputStream;

/** A socket's output that lets others see who waits until the other end makes room. */
final class WatchedOutput extends OutputStream {

    private final OutputStream out;
    private final Waiting writer;
    private final Permission permission;

    /** Asked before each write. */
    @FunctionalInterface
    interface Permission {
        void await() throws IOException;
    }

    WatchedOutput(OutputStream out, Waiting writer, Permission permission) {
        this.out = out;
        this.writer = writer;
        this.permission = permission;
    }

    @Override
    public void write(int value) throws IOException {
        permission.await();
        writer.begins();
        try {
            out.write(value);
        } finally {
            writer.ends();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        permission.await();
        writer.begins();
        try {
            out.write(bytes, offset, length);
        } finally {
            writer.ends();
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
