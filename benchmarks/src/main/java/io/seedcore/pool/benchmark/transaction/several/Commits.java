package io.seedcore.pool.benchmark.transaction.several;

import java.io.IOException;
import java.sql.SQLException;

/** Transactions that store one row, or node, in each of several databases. For one thread. */
interface Commits extends AutoCloseable {

    /** @param id one that no row has yet */
    void run(long id) throws Exception;

    @Override
    void close() throws SQLException, IOException;
}
