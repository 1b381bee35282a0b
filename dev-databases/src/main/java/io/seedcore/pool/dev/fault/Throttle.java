package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

record Throttle(int bytesPerSecond) implements Passage {
    /** Portions, so that bytes trickle instead of coming once a second. */
    private static final int PORTIONS_PER_SECOND = 20;

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    Throttle {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond=" + bytesPerSecond + " is not at least 1");
        }
    }

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        int portion = Math.min(bytes.remaining(), Math.max(1, bytesPerSecond / PORTIONS_PER_SECOND));
        pump.write(bytes, portion);
        pump.pause(Duration.ofNanos(portion * NANOS_PER_SECOND / bytesPerSecond));
    }
}
