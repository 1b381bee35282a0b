package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;

record Cut(long after, Direction direction) implements Passage {

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        if (!direction.covers(pump.direction())) {
            pump.write(bytes, bytes.remaining());
            return;
        }
        long left = after - pump.carried();
        if (left > 0) {
            pump.write(bytes, (int) Math.min(left, bytes.remaining()));
        }
        if (pump.carried() >= after) {
            pump.cut();
        }
    }
}
