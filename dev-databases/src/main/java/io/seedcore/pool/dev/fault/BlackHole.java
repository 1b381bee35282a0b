package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;

record BlackHole(Direction direction) implements Passage {

    @Override
    public boolean holds(Direction way) {
        return direction.covers(way);
    }

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        pump.write(bytes, bytes.remaining());
    }
}
