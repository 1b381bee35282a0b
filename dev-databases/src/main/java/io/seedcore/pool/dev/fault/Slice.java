package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;

enum Slice implements Passage {
    INSTANCE;

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        pump.write(bytes, 1);
    }

    @Override
    public String toString() {
        return "Slice[]";
    }
}
