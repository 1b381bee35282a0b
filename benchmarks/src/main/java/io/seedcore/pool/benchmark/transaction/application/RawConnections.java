package io.seedcore.pool.benchmark.transaction.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** No pool and no transaction manager: what the driver and the server cost. */
@ApplicationScoped
class RawConnections implements Work {

    private final ThreadLocal<Connection> connections = ThreadLocal.withInitial(RawConnections::connect);

    @Override
    public Way way() {
        return Way.RAW;
    }

    @Override
    public void run(long id) throws SQLException {
        Connection connection = connections.get();
        Notes.insertAndSelect(connection, id);
        connection.commit();
    }

    static Connection connect() {
        try {
            PGSimpleDataSource driver = new PGSimpleDataSource();
            driver.setUrl(System.getenv(Names.URL));
            Connection connection = driver.getConnection(System.getenv(Names.USER), System.getenv(Names.PASSWORD));
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
