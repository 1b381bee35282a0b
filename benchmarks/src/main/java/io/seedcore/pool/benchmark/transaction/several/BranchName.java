package io.seedcore.pool.benchmark.transaction.several;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/** The name of one database's part in a transaction. */
record BranchName(long transaction, int number) implements Xid {

    @Override
    public int getFormatId() {
        return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(Long.BYTES).putLong(transaction).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {(byte) number};
    }
}
