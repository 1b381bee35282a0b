package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.DatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JDBC connection, for as long as a transaction lasts. */
final class ConnectionParticipant implements TransactionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionParticipant.class);

    private final ConnectionPool pool;
    private final Connection connection;
    private final JoinedTransaction transaction;
    private final Thread owner = Thread.currentThread();

    private ConnectionParticipant(ConnectionPool pool, Connection connection, JoinedTransaction transaction) {
        this.pool = pool;
        this.connection = connection;
        this.transaction = transaction;
    }

    static ConnectionParticipant begin(ConnectionPool pool, JoinedTransaction transaction) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            connection.setAutoCommit(false);
            return new ConnectionParticipant(pool, connection, transaction);
        } catch (SQLException | RuntimeException e) {
            pool.evict(connection);
            connection.close();
            throw e;
        }
    }

    /** A connection to give to the application. */
    Connection handle() {
        return ConnectionHandle.of(database(), connection, transaction);
    }

    @Override
    public String database() {
        return pool.name();
    }

    @Override
    public DatabaseKind kind() {
        return pool.kind();
    }

    @Override
    public Optional<String> obstacle() {
        if (kind() != DatabaseKind.POSTGRESQL || !PostgresTransaction.hasFailed(connection)) {
            return Optional.empty();
        }
        return Optional.of("SCP-322 " + database() + ": a statement failed in this transaction, after which PostgreSQL"
                + " stores nothing of it. It was rolled back. Let the exception of the failed statement leave the"
                + " @Transactional method, or do what may fail in a transaction of its own.");
    }

    @Override
    public void commit() throws CommitFailedException {
        try {
            connection.commit();
        } catch (SQLException e) {
            pool.evict(connection);
            throw CommitAnswer.isRefusal(e)
                    ? CommitFailedException.rolledBack(database(), e)
                    : CommitFailedException.unknown(database(), e);
        }
    }

    @Override
    public void rollback() {
        try {
            if (Thread.currentThread() == owner) {
                connection.rollback();
            } else {
                // The owner may be in the middle of a statement, for which a rollback would wait.
                pool.evict(connection);
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            pool.evict(connection);
            LOG.debug("{}: rollback failed, the connection is closed instead", database(), e);
        }
    }

    @Override
    public void release() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("{}: a connection was returned with an error", database(), e);
        }
    }
}
