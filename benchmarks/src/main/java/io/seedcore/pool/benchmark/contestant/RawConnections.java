package io.seedcore.pool.benchmark.contestant;

import org.postgresql.ds.PGSimpleDataSource;

/** The driver alone. */
final class RawConnections {

    private RawConnections() {}

    static OpenPool open(Terms terms) {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setUrl(terms.address().jdbcUrl());
        driver.setUser(terms.address().user());
        driver.setPassword(terms.address().password());
        return new OpenPool(driver, () -> {});
    }
}
