package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Carries the bytes of one direction of a connection, in a thread of its own. */
final class Pump implements Runnable {
    private static final int PORTION = 16 * 1024;

    private final Link link;
    private final Direction direction;
    private final InputStream in;
    private final OutputStream out;
    private long carried;

    Pump(Link link, Direction direction, InputStream in, OutputStream out) {
        this.link = link;
        this.direction = direction;
        this.in = in;
        this.out = out;
    }

    Direction direction() {
        return direction;
    }

    /** How many bytes have been handed on. */
    long carried() {
        return carried;
    }

    @Override
    public void run() {
        try {
            carryAll();
            link.awaitPassage(direction);
            link.endOf(direction);
        } catch (IOException broken) {
            link.breakOff(direction);
        }
    }

    private void carryAll() throws IOException {
        byte[] portion = new byte[PORTION];
        int count;
        while ((count = in.read(portion)) >= 0) {
            ByteBuffer bytes = ByteBuffer.wrap(portion, 0, count);
            while (bytes.hasRemaining()) {
                link.awaitPassage(direction).carry(bytes, this);
            }
        }
    }

    void write(ByteBuffer bytes, int count) throws IOException {
        // Before: whoever has received a byte finds it counted.
        link.count(direction, count);
        if (!link.halfClosed(direction)) {
            out.write(bytes.array(), bytes.position(), count);
            out.flush();
        }
        bytes.position(bytes.position() + count);
        carried += count;
    }

    /** Waits so long, or until another fault comes into force. */
    void pause(Duration longest) throws IOException {
        link.pause(longest);
    }

    /** Closes the connection to both ends. */
    void cut() throws IOException {
        link.close();
        throw new Ended();
    }
}
