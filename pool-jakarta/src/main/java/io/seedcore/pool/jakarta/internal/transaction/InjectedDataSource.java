package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.internal.facade.BeanReference;
import java.io.Serial;
import javax.sql.DataSource;

/** The data source that is injected, in whatever scope. */
public final class InjectedDataSource extends TransactionalDataSource implements BeanReference.Replaced {

    @Serial
    private static final long serialVersionUID = 1L;

    public InjectedDataSource(String database, PoolRegistry registry, TransactionRoom room) {
        super(database, registry, room);
    }

    @Override
    public Object writeReplace() {
        return BeanReference.to(DataSource.class, database());
    }
}
