package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.spi.ServerSession;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JDBC connection, for as long as a transaction lasts. */
final class ConnectionParticipant implements TransactionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionParticipant.class);

    private final ConnectionPool pool;
    private final Connection connection;
    private final ServerSession session;
    private final BooleanSupplier active;
    private final Thread owner = Thread.currentThread();
    private volatile @Nullable DatabaseError lost;

    private ConnectionParticipant(ConnectionPool pool, Connection connection, BooleanSupplier active)
            throws SQLException {
        this.pool = pool;
        this.connection = connection;
        this.active = active;
        this.session = connection.unwrap(ServerSession.class);
    }

    static ConnectionParticipant begin(ConnectionPool pool, JoinedTransaction transaction) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            return on(pool, connection, transaction::isActive);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * @param connection of {@code pool}; where this fails, the caller is to close it
     * @param active whether the transaction takes work
     */
    static ConnectionParticipant on(ConnectionPool pool, Connection connection, BooleanSupplier active)
            throws SQLException {
        try {
            connection.setAutoCommit(false);
            return new ConnectionParticipant(pool, connection, active);
        } catch (SQLException | RuntimeException e) {
            pool.evict(connection);
            throw e;
        }
    }

    /**
     * What {@code target}, the connection or something made on it, answers. Failures are remembered, because after some
     * of them only part of the transaction could still be stored, or nothing.
     */
    @Nullable
    Object observed(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return Invocation.of(target, method, arguments);
        } catch (SQLException e) {
            failed(DatabaseError.of(e));
            throw e;
        }
    }

    /** A server that does not take writes has kept what went before, although the pool lends its connection no more. */
    private void failed(DatabaseError error) {
        if (error.category() == ErrorCategory.TRANSACTION
                || error.breaksConnection() && error.category() != ErrorCategory.ROUTE) {
            lost = error;
        }
    }

    /** A connection to give to the application. */
    Connection handle() {
        return ConnectionHandle.of(connection, new JoinedConnection(this, active));
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
        if (session.transactionFailed()) {
            return Optional.of(obstacle("", "PostgreSQL stores nothing of it"));
        }
        DatabaseError error = lost;
        return error == null
                ? Optional.empty()
                : Optional.of(obstacle(" (" + described(error) + ")", "it cannot be stored as a whole any more"));
    }

    private String obstacle(String which, String consequence) {
        return "SCP-322 " + database() + ": a statement failed in this transaction" + which + ", after which "
                + consequence + ". It was rolled back. Let the exception of the failed statement leave the"
                + " @Transactional method, or do what may fail in a transaction of its own.";
    }

    private static String described(DatabaseError error) {
        String state = error.sqlState() == null ? error.category().label() : "SQLState " + error.sqlState();
        return error.vendorCode() == 0 ? state : "error " + error.vendorCode() + ", " + state;
    }

    @Override
    public void commit() throws CommitFailedException {
        try {
            connection.commit();
        } catch (SQLException e) {
            discard();
            throw CommitAnswer.isRefusal(e)
                    ? CommitFailedException.rolledBack(database(), e)
                    : CommitFailedException.unknown(database(), e);
        } catch (RuntimeException e) {
            discard();
            throw CommitFailedException.unknown(database(), e);
        }
    }

    @Override
    public void rollback() {
        try {
            if (Thread.currentThread() == owner) {
                connection.rollback();
            } else {
                // The owner may be in the middle of a statement, for which a rollback would wait.
                discard();
                connection.abort(Runnable::run);
            }
        } catch (SQLException | RuntimeException e) {
            discard();
            LOG.debug("{}: rollback failed, the connection is closed instead", database(), e);
        }
    }

    private void discard() {
        try {
            pool.evict(connection);
        } catch (RuntimeException e) {
            LOG.warn("{}: a connection in doubt could not be marked as such", database(), e);
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
