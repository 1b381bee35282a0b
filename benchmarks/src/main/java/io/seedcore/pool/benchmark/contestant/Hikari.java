package io.seedcore.pool.benchmark.contestant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** HikariCP, whose window for tests is 500 ms by itself. */
final class Hikari {

    private Hikari() {}

    static OpenPool open(Terms terms, boolean micrometer) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(terms.address().jdbcUrl());
        config.setUsername(terms.address().user());
        config.setPassword(terms.address().password());
        config.setMaximumPoolSize(terms.size());
        config.setMinimumIdle(terms.keptOpen());
        config.setConnectionTimeout(terms.acquisition().toMillis());
        config.setValidationTimeout(
                Math.min(Terms.VALIDATION.toMillis(), terms.acquisition().toMillis()));
        config.setInitializationFailTimeout(-1);
        if (micrometer) {
            config.setMetricRegistry(new SimpleMeterRegistry());
        }
        // The constructor with settings is the faster one on each borrow.
        HikariDataSource pool = new HikariDataSource(config);
        return new OpenPool(pool, pool::close);
    }
}
