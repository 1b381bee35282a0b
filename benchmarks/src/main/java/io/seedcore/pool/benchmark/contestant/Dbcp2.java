package io.seedcore.pool.benchmark.contestant;

import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;

/** DBCP2. */
final class Dbcp2 {

    private Dbcp2() {}

    static OpenPool open(Terms terms) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(terms.address().jdbcUrl());
        pool.setUsername(terms.address().user());
        pool.setPassword(terms.address().password());
        pool.setMaxTotal(terms.size());
        pool.setMaxIdle(terms.size());
        pool.setMinIdle(terms.keptOpen());
        pool.setInitialSize(0);
        pool.setMaxWait(terms.acquisition());
        pool.setDefaultAutoCommit(true);
        pool.setCacheState(true);
        pool.setFastFailValidation(true);
        pool.setTestOnBorrow(terms.testEachBorrow());
        pool.setValidationQueryTimeout(Terms.VALIDATION);
        return new OpenPool(pool, () -> close(pool));
    }

    private static void close(BasicDataSource pool) {
        try {
            pool.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DBCP2 did not close", e);
        }
    }
}
