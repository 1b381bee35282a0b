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
    public final StatementText runs(String sql) {
        // The driver says what it thinks of no text at all.
        return sql == null ? StatementText.NONE : session.runs(sql);
    }

    @Override
    public final long begin(StatementText statement) {
        return session.begin(statement);
    }

    @Override
    public final void ran(StatementText statement, long begun) {
        session.ran(engineType(), statement, begun);
    }

    @Override
    public final void unwrapped() {
        session.leak();
    }

    @Override
    public final Statement createStatement() throws SQLException {
        return new DelegatingStatement(delegate().createStatement(), this);
    }

    @Override
    public final PreparedStatement prepareStatement(String sql) throws SQLException {
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(delegate().prepareStatement(sql), text, this);
    }

    @Override
    public final CallableStatement prepareCall(String sql) throws SQLException {
        session.touch();
        return new DelegatingCallableStatement(delegate().prepareCall(sql), StatementText.call(sql), this);
    }

    @Override
    public final DatabaseMetaData getMetaData() throws SQLException {
        return LentObject.of(DatabaseMetaData.class, delegate().getMetaData(), this);
    }

    @Override
    public final void setReadOnly(boolean readOnly) throws SQLException {
        delegate().setReadOnly(readOnly);
        session.onlyReads(readOnly);
    }

    @Override
    public final void setCatalog(String catalog) throws SQLException {
        session.driver().catalogChanges(delegate());
        delegate().setCatalog(catalog);
    }

    @Override
    public final Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
        return new DelegatingStatement(delegate().createStatement(resultSetType, resultSetConcurrency), this);
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(
                delegate().prepareStatement(sql, resultSetType, resultSetConcurrency), text, this);
    }

    @Override
    public final CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        session.touch();
        return new DelegatingCallableStatement(
                delegate().prepareCall(sql, resultSetType, resultSetConcurrency), StatementText.call(sql), this);
    }

    @Override
    public final Map<String, Class<?>> getTypeMap() throws SQLException {
        session.driver().typeMapChanges(delegate());
        return delegate().getTypeMap();
    }

    @Override
    public final void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        session.driver().typeMapChanges(delegate());
        delegate().setTypeMap(map);
    }

    @Override
    public final void setHoldability(int holdability) throws SQLException {
        session.driver().holdabilityChanges(delegate());
        delegate().setHoldability(holdability);
    }

    @Override
    public final Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
            throws SQLException {
        return new DelegatingStatement(
                delegate().createStatement(resultSetType, resultSetConcurrency, resultSetHoldability), this);
    }

    @Override
    public final PreparedStatement prepareStatement(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(
                delegate().prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability),
                text,
                this);
    }

    @Override
    public final CallableStatement prepareCall(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        session.touch();
        return new DelegatingCallableStatement(
                delegate().prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability),
                StatementText.call(sql),
                this);
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(delegate().prepareStatement(sql, autoGeneratedKeys), text, this);
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(delegate().prepareStatement(sql, columnIndexes), text, this);
    }

    @Override
    public final PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        StatementText text = runs(sql);
        return new DelegatingPreparedStatement(delegate().prepareStatement(sql, columnNames), text, this);
    }

    @Override
    public final Clob createClob() throws SQLException {
        return LentObject.of(Clob.class, delegate().createClob(), this);
    }

    @Override
    public final Blob createBlob() throws SQLException {
        return LentObject.of(Blob.class, delegate().createBlob(), this);
    }

    @Override
    public final NClob createNClob() throws SQLException {
        return LentObject.of(NClob.class, delegate().createNClob(), this);
    }

    @Override
    public final SQLXML createSQLXML() throws SQLException {
        return LentObject.of(SQLXML.class, delegate().createSQLXML(), this);
    }

    @Override
    public final void setClientInfo(String name, String value) throws SQLClientInfoException {
        clientInfoChanges();
        delegate().setClientInfo(name, value);
    }

    @Override
    public final void setClientInfo(Properties properties) throws SQLClientInfoException {
        clientInfoChanges();
        delegate().setClientInfo(properties);
    }

    @Override
    public final Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        return LentObject.of(Array.class, delegate().createArrayOf(typeName, elements), this);
    }

    @Override
    public final void setSchema(String schema) throws SQLException {
        session.driver().catalogChanges(delegate());
        session.touch();
        delegate().setSchema(schema);
    }

    @Override
    public final boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey superShardingKey, int timeout)
            throws SQLException {
        session.touch();
        return delegate().setShardingKeyIfValid(shardingKey, superShardingKey, timeout);
    }

    @Override
    public final boolean setShardingKeyIfValid(ShardingKey shardingKey, int timeout) throws SQLException {
        session.touch();
        return delegate().setShardingKeyIfValid(shardingKey, timeout);
    }

    @Override
    public final void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey) throws SQLException {
        session.touch();
        delegate().setShardingKey(shardingKey, superShardingKey);
    }

    @Override
    public final void setShardingKey(ShardingKey shardingKey) throws SQLException {
        session.touch();
        delegate().setShardingKey(shardingKey);
    }

    /** A copy: some drivers hand out what they have. */
    @Override
    public final Properties getClientInfo() throws SQLException {
        Properties copy = new Properties();
        copy.putAll(delegate().getClientInfo());
        return copy;
    }

    private void clientInfoChanges() throws SQLClientInfoException {
        try {
            session.driver().clientInfoChanges(delegate());
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
        return delegate().unwrap(type);
    }
}
