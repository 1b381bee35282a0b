package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

record FallingSilent(long after, Direction direction) implements Passage {
    /** Until another fault comes into force, or the connection ends. */
    private static final Duration FOR_GOOD = Duration.ofDays(1);

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        long left = direction.covers(pump.direction()) ? after - pump.carried() : bytes.remaining();
        if (left > 0) {
            pump.write(bytes, (int) Math.min(left, bytes.remaining()));
        } else {
            pump.pause(FOR_GOOD);
        }
    }
}
