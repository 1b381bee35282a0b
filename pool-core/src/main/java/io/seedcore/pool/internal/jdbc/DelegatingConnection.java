package io.seedcore.pool.internal.jdbc;

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
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.NullUnmarked;

/** Passes every call on. What a subclass does not override stays as the delegate does it. */
@NullUnmarked
public abstract class DelegatingConnection implements Connection {

    private final Connection delegate;

    protected DelegatingConnection(Connection delegate) {
        this.delegate = delegate;
    }

    protected final Connection delegate() {
        return delegate;
    }

    /**
     * What a call is passed on to that uses the connection.
     *
     * @throws SQLException where it is not to be used any more
     */
    protected Connection open() throws SQLException {
        return delegate;
    }

    @Override
    public Statement createStatement() throws SQLException {
        return open().createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String text) throws SQLException {
        return open().prepareStatement(text);
    }

    @Override
    public CallableStatement prepareCall(String text) throws SQLException {
        return open().prepareCall(text);
    }

    @Override
    public String nativeSQL(String text) throws SQLException {
        return open().nativeSQL(text);
    }

    @Override
    public void setAutoCommit(boolean flag) throws SQLException {
        open().setAutoCommit(flag);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return open().getAutoCommit();
    }

    @Override
    public void commit() throws SQLException {
        open().commit();
    }

    @Override
    public void rollback() throws SQLException {
        open().rollback();
    }

    @Override
    public void close() throws SQLException {
        delegate.close();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return delegate.isClosed();
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return open().getMetaData();
    }

    @Override
    public void setReadOnly(boolean flag) throws SQLException {
        open().setReadOnly(flag);
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return open().isReadOnly();
    }

    @Override
    public void setCatalog(String text) throws SQLException {
        open().setCatalog(text);
    }

    @Override
    public String getCatalog() throws SQLException {
        return open().getCatalog();
    }

    @Override
    public void setTransactionIsolation(int number) throws SQLException {
        open().setTransactionIsolation(number);
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return open().getTransactionIsolation();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return open().getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        open().clearWarnings();
    }

    @Override
    public Statement createStatement(int number, int number2) throws SQLException {
        return open().createStatement(number, number2);
    }

    @Override
    public PreparedStatement prepareStatement(String text, int number, int number2) throws SQLException {
        return open().prepareStatement(text, number, number2);
    }

    @Override
    public CallableStatement prepareCall(String text, int number, int number2) throws SQLException {
        return open().prepareCall(text, number, number2);
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return open().getTypeMap();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        open().setTypeMap(map);
    }

    @Override
    public void setHoldability(int number) throws SQLException {
        open().setHoldability(number);
    }

    @Override
    public int getHoldability() throws SQLException {
        return open().getHoldability();
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return open().setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String text) throws SQLException {
        return open().setSavepoint(text);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        open().rollback(savepoint);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        open().releaseSavepoint(savepoint);
    }

    @Override
    public Statement createStatement(int number, int number2, int number3) throws SQLException {
        return open().createStatement(number, number2, number3);
    }

    @Override
    public PreparedStatement prepareStatement(String text, int number, int number2, int number3) throws SQLException {
        return open().prepareStatement(text, number, number2, number3);
    }

    @Override
    public CallableStatement prepareCall(String text, int number, int number2, int number3) throws SQLException {
        return open().prepareCall(text, number, number2, number3);
    }

    @Override
    public PreparedStatement prepareStatement(String text, int number) throws SQLException {
        return open().prepareStatement(text, number);
    }

    @Override
    public PreparedStatement prepareStatement(String text, int[] numbers) throws SQLException {
        return open().prepareStatement(text, numbers);
    }

    @Override
    public PreparedStatement prepareStatement(String text, String[] names) throws SQLException {
        return open().prepareStatement(text, names);
    }

    @Override
    public Clob createClob() throws SQLException {
        return open().createClob();
    }

    @Override
    public Blob createBlob() throws SQLException {
        return open().createBlob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        return open().createNClob();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        return open().createSQLXML();
    }

    @Override
    public boolean isValid(int number) throws SQLException {
        return delegate.isValid(number);
    }

    @Override
    public void setClientInfo(String text, String text2) throws SQLClientInfoException {
        delegate.setClientInfo(text, text2);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        delegate.setClientInfo(properties);
    }

    @Override
    public String getClientInfo(String text) throws SQLException {
        return open().getClientInfo(text);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return open().getClientInfo();
    }

    @Override
    public Array createArrayOf(String text, Object[] elements) throws SQLException {
        return open().createArrayOf(text, elements);
    }

    @Override
    public Struct createStruct(String text, Object[] elements) throws SQLException {
        return open().createStruct(text, elements);
    }

    @Override
    public void setSchema(String text) throws SQLException {
        open().setSchema(text);
    }

    @Override
    public String getSchema() throws SQLException {
        return open().getSchema();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        delegate.abort(executor);
    }

    @Override
    public void setNetworkTimeout(Executor executor, int number) throws SQLException {
        open().setNetworkTimeout(executor, number);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return open().getNetworkTimeout();
    }

    @Override
    public void beginRequest() throws SQLException {
        open().beginRequest();
    }

    @Override
    public void endRequest() throws SQLException {
        open().endRequest();
    }

    @Override
    public boolean setShardingKeyIfValid(ShardingKey key, ShardingKey key2, int number) throws SQLException {
        return open().setShardingKeyIfValid(key, key2, number);
    }

    @Override
    public boolean setShardingKeyIfValid(ShardingKey key, int number) throws SQLException {
        return open().setShardingKeyIfValid(key, number);
    }

    @Override
    public void setShardingKey(ShardingKey key, ShardingKey key2) throws SQLException {
        open().setShardingKey(key, key2);
    }

    @Override
    public void setShardingKey(ShardingKey key) throws SQLException {
        open().setShardingKey(key);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }
}
