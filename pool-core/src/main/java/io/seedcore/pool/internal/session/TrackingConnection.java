package io.seedcore.pool.internal.session;

import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.jdbc.DelegatingCallableStatement;
import io.seedcore.pool.internal.jdbc.DelegatingConnection;
import io.seedcore.pool.internal.jdbc.DelegatingPreparedStatement;
import io.seedcore.pool.internal.jdbc.DelegatingStatement;
import io.seedcore.pool.internal.jdbc.Lease;
import io.seedcore.pool.internal.jdbc.LentObject;
import io.seedcore.pool.internal.jdbc.StatementText;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLXML;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.NullUnmarked;

/**
 * Tells the session's state of everything that its borrower does to it, and hands out nothing that leads past itself.
 * Autocommit, isolation, read-only and network timeout are HikariCP's to put back.
 */
@NullUnmarked
public abstract class TrackingConnection extends DelegatingConnection implements Lease {

    private final SessionState session;

    protected TrackingConnection(Connection delegate, SessionState session) {
        super(delegate);
        this.session = session;
    }

    /** Whether this borrow is over. */
    protected abstract boolean isReturned();

    /** Who has borrowed it. */
    protected abstract EngineType engineType();

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public final boolean isOver() {
        return isReturned();
    }

    @Override
    public final void check() throws SQLException {
        if (isReturned()) {
            throw new SQLNonTransientConnectionException(
                    "SCP-221 " + session.pool()
                            + ": the connection was given back, and with it all that was made from it."
                            + " Close statements and results before their connection, and keep none of them.",
                    "08003");
        }
    }

    @Override
    public StatementText runs(String sql) throws SQLException {
        // The driver says what it thinks of no text at all.
        return sql == null ? StatementText.NONE : session.runs(sql);
    }

    /**
     * A procedure is about to be called, whatever it does.
     *
     * @throws SQLException where it is not to be
     */
    protected StatementText calls(String sql) throws SQLException {
        session.touch();
        return StatementText.call(sql);
    }

    @Override
    public long begin(Statement statement, StatementText text) throws SQLException {
        return session.begin(text);
    }

    @Override
    public void changed(StatementText text, long rows) {}

    @Override
    public void ran(StatementText text, long begun) {
        session.ran(engineType(), text, begun);
    }

    @Override
    public void unwrapped() throws SQLException {
        session.leak();
    }

    /** How the driver is asked for a statement. */
    @FunctionalInterface
    private interface Making<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T made(Making<T> making, Connection connection) throws SQLException {
        try {
            return making.on(connection);
        } catch (SQLException e) {
            failed(e);
            throw e;
        }
    }

    private Statement created(Making<Statement> making) throws SQLException {
        return new DelegatingStatement(made(making, open()), this);
    }

    private PreparedStatement prepared(String sql, Making<PreparedStatement> making) throws SQLException {
        Connection connection = open();
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(made(making, connection), text, this);
    }

    private CallableStatement called(String sql, Making<CallableStatement> making) throws SQLException {
        Connection connection = open();
        StatementText text = calls(sql);
        return new DelegatingCallableStatement(made(making, connection), text, this);
    }

    @Override
    public final Statement createStatement() throws SQLException {
        return created(connection -> connection.createStatement());
    }

    @Override
    public final PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepared(sql, connection -> connection.prepareStatement(sql));
    }

    @Override
    public final CallableStatement prepareCall(String sql) throws SQLException {
        return called(sql, connection -> connection.prepareCall(sql));
    }

    @Override
    public final DatabaseMetaData getMetaData() throws SQLException {
        return LentObject.of(DatabaseMetaData.class, open().getMetaData(), this);
    }

    @Override
    public final void setReadOnly(boolean readOnly) throws SQLException {
        open().setReadOnly(readOnly);
        session.onlyReads(readOnly);
    }

    @Override
    public final void setCatalog(String catalog) throws SQLException {
        session.driver().catalogChanges(open());
        open().setCatalog(catalog);
    }

    @Override
    public final Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
        return created(connection -> connection.createStatement(resultSetType, resultSetConcurrency));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        return prepared(sql, connection -> connection.prepareStatement(sql, resultSetType, resultSetConcurrency));
    }

    @Override
    public final CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        return called(sql, connection -> connection.prepareCall(sql, resultSetType, resultSetConcurrency));
    }

    @Override
    public final Map<String, Class<?>> getTypeMap() throws SQLException {
        session.driver().typeMapChanges(open());
        return open().getTypeMap();
    }

    @Override
    public final void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        session.driver().typeMapChanges(open());
        open().setTypeMap(map);
    }

    @Override
    public final void setHoldability(int holdability) throws SQLException {
        session.driver().holdabilityChanges(open());
        open().setHoldability(holdability);
    }

    @Override
    public final Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
            throws SQLException {
        return created(
                connection -> connection.createStatement(resultSetType, resultSetConcurrency, resultSetHoldability));
    }

    @Override
    public final PreparedStatement prepareStatement(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        return prepared(
                sql,
                connection ->
                        connection.prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
    }

    @Override
    public final CallableStatement prepareCall(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        return called(
                sql,
                connection -> connection.prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepared(sql, connection -> connection.prepareStatement(sql, autoGeneratedKeys));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepared(sql, connection -> connection.prepareStatement(sql, columnIndexes));
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepared(sql, connection -> connection.prepareStatement(sql, columnNames));
    }

    @Override
    public final Clob createClob() throws SQLException {
        return LentObject.of(Clob.class, open().createClob(), this);
    }

    @Override
    public final Blob createBlob() throws SQLException {
        return LentObject.of(Blob.class, open().createBlob(), this);
    }

    @Override
    public final NClob createNClob() throws SQLException {
        return LentObject.of(NClob.class, open().createNClob(), this);
    }

    @Override
    public final SQLXML createSQLXML() throws SQLException {
        return LentObject.of(SQLXML.class, open().createSQLXML(), this);
    }

    @Override
    public final void setClientInfo(String name, String value) throws SQLClientInfoException {
        openForClientInfo().setClientInfo(name, value);
    }

    @Override
    public final void setClientInfo(Properties properties) throws SQLClientInfoException {
        openForClientInfo().setClientInfo(properties);
    }

    @Override
    public final Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        return LentObject.of(Array.class, open().createArrayOf(typeName, elements), this);
    }

    @Override
    public final void setSchema(String schema) throws SQLException {
        session.driver().catalogChanges(open());
        session.touch();
        open().setSchema(schema);
    }

    @Override
    public final boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey superShardingKey, int timeout)
            throws SQLException {
        session.touch();
        return open().setShardingKeyIfValid(shardingKey, superShardingKey, timeout);
    }

    @Override
    public final boolean setShardingKeyIfValid(ShardingKey shardingKey, int timeout) throws SQLException {
        session.touch();
        return open().setShardingKeyIfValid(shardingKey, timeout);
    }

    @Override
    public final void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey) throws SQLException {
        session.touch();
        open().setShardingKey(shardingKey, superShardingKey);
    }

    @Override
    public final void setShardingKey(ShardingKey shardingKey) throws SQLException {
        session.touch();
        open().setShardingKey(shardingKey);
    }

    /** A copy: some drivers hand out what they have. */
    @Override
    public final Properties getClientInfo() throws SQLException {
        Properties copy = new Properties();
        copy.putAll(open().getClientInfo());
        return copy;
    }

    private Connection openForClientInfo() throws SQLClientInfoException {
        try {
            Connection connection = open();
            session.driver().clientInfoChanges(connection);
            return connection;
        } catch (SQLClientInfoException e) {
            throw e;
        } catch (SQLException e) {
            throw new SQLClientInfoException(e.getMessage(), e.getSQLState(), e.getErrorCode(), Map.of(), e);
        }
    }

    /** Hands out what lies below, of which nobody knows what will be done with it: the connection is not lent again. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        session.leak();
        return open().unwrap(type);
    }
}
