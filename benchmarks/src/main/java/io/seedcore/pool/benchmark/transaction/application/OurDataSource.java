package io.seedcore.pool.benchmark.transaction.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

@ApplicationScoped
class OurDataSource implements Work {

    @Inject
    private DataSource dataSource;

    @Override
    public Way way() {
        return Way.OUR_DATA_SOURCE;
    }

    @Override
    @Transactional
    public void run(long id) throws SQLException {
        Notes.insertAndSelect(dataSource, id);
    }
}
