package io.seedcore.pool.it.lifecycle.needy;

import io.seedcore.pool.jakarta.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/** A bean without which its application would make no sense. */
@ApplicationScoped
public class NeedsMySql {

    @Inject
    @Database("mysql")
    private DataSource orders;

    public DataSource orders() {
        return orders;
    }
}
