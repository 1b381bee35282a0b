package io.seedcore.pool.benchmark.transaction.application;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Two pools that Payara makes; it replaces what it finds in {@code ${ENV=…}}. */
@ApplicationScoped
@DataSourceDefinition(
        name = PayarasPools.LOCAL,
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${ENV=" + Names.URL + "}",
        user = "${ENV=" + Names.USER + "}",
        password = "${ENV=" + Names.PASSWORD + "}",
        initialPoolSize = PayarasPools.SIZE,
        minPoolSize = PayarasPools.SIZE,
        maxPoolSize = PayarasPools.SIZE)
@DataSourceDefinition(
        name = PayarasPools.XA,
        className = "org.postgresql.xa.PGXADataSource",
        url = "${ENV=" + Names.URL + "}",
        user = "${ENV=" + Names.USER + "}",
        password = "${ENV=" + Names.PASSWORD + "}",
        initialPoolSize = PayarasPools.SIZE,
        minPoolSize = PayarasPools.SIZE,
        maxPoolSize = PayarasPools.SIZE)
class PayarasPools {

    static final String LOCAL = "java:app/local";
    static final String XA = "java:app/xa";
    static final int SIZE = 20;

    @SuppressWarnings("BanJNDI") // the names are the two above
    static DataSource find(String name) {
        try {
            return (DataSource) new InitialContext().lookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }
}
