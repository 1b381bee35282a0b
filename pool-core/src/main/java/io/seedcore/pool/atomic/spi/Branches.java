package io.seedcore.pool.atomic.spi;

import java.util.List;

/** The prepared branches of one database, over a direct connection to its primary. For one thread at a time. */
public interface Branches extends AutoCloseable {

    /** All branches of our form that are prepared now, of every realm. */
    List<PreparedBranch> list() throws Exception;

    FinishAnswer commit(PreparedBranch branch) throws Exception;

    FinishAnswer rollback(PreparedBranch branch) throws Exception;

    /**
     * Ends the session that prepared {@code branch}, where the database lets nobody else finish a branch before.
     *
     * @return whether there was one to end
     */
    boolean endOwner(PreparedBranch branch) throws Exception;

    @Override
    void close();
}
