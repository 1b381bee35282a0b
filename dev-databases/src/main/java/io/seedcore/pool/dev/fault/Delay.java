package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;

record Delay(Duration latency, Duration jitter, Random random) implements Passage {

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        pump.pause(latency.plusNanos((long) (random.nextDouble() * jitter.toNanos())));
        pump.write(bytes, bytes.remaining());
    }

    @Override
    public String toString() {
        return "Delay[latency=" + latency + ", jitter=" + jitter + "]";
    }
}
