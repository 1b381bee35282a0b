package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import io.seedcore.pool.jakarta.internal.transaction.TransactionalDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** What Hibernate gets its connections from. While it starts, they describe their server truly. */
final class UnitDataSource extends TransactionalDataSource {

    private volatile boolean opening = true;

    UnitDataSource(String database, PoolRegistry registry, TransactionRoom room) {
        super(database, registry, room);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return opening ? MariaDbMetadata.correct(connection) : connection;
    }

    void opened() {
        opening = false;
    }
}
