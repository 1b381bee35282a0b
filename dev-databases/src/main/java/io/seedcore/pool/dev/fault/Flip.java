package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;

record Flip(long offset, Direction direction) implements Passage {

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        long ahead = offset - pump.carried();
        if (direction.covers(pump.direction()) && ahead >= 0 && ahead < bytes.remaining()) {
            int place = bytes.position() + (int) ahead;
            bytes.put(place, (byte) ~bytes.get(place));
        }
        pump.write(bytes, bytes.remaining());
    }
}
