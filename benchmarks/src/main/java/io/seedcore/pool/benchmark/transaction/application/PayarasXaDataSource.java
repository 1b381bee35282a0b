package io.seedcore.pool.benchmark.transaction.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

@ApplicationScoped
class PayarasXaDataSource implements Work {

    private final DataSource dataSource = PayarasPools.find(PayarasPools.XA);

    @Override
    public Way way() {
        return Way.PAYARAS_XA_DATA_SOURCE;
    }

    @Override
    @Transactional
    public void run(long id) throws SQLException {
        Notes.insertAndSelect(dataSource, id);
    }
}
