package io.seedcore.pool.benchmark.contestant;

import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** Tomcat JDBC, with the interceptor that brings back what a borrower set, as the others do by themselves. */
final class TomcatJdbc {

    private TomcatJdbc() {}

    static OpenPool open(Terms terms) {
        PoolProperties properties = new PoolProperties();
        properties.setDriverClassName("org.postgresql.Driver");
        properties.setUrl(terms.address().jdbcUrl());
        properties.setUsername(terms.address().user());
        properties.setPassword(terms.address().password());
        properties.setMaxActive(terms.size());
        properties.setMaxIdle(terms.size());
        properties.setMinIdle(terms.keptOpen());
        properties.setInitialSize(0);
        properties.setMaxWait((int) terms.acquisition().toMillis());
        properties.setDefaultAutoCommit(true);
        properties.setTestOnBorrow(true);
        properties.setValidationInterval(Terms.TRUSTED.toMillis());
        properties.setValidationQueryTimeout((int) Terms.VALIDATION.toSeconds());
        properties.setJdbcInterceptors("ConnectionState");
        properties.setUseDisposableConnectionFacade(true);
        DataSource pool = new DataSource(properties);
        return new OpenPool(pool, () -> pool.close(true));
    }
}
