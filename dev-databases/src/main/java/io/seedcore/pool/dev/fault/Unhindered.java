package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.nio.ByteBuffer;

enum Unhindered implements Passage {
    INSTANCE;

    @Override
    public void carry(ByteBuffer bytes, Pump pump) throws IOException {
        pump.write(bytes, bytes.remaining());
    }

    @Override
    public String toString() {
        return "None[]";
    }
}
