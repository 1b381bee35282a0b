package io.seedcore.pool.internal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.NullUnmarked;

/** Passes every call on, shows its lease every text, and leads back to nothing but the lease's connection. */
@NullUnmarked
public class DelegatingStatement implements Statement {

    private final Statement delegate;
    private final Lease lease;
    /** What was last shown to the lease. */
    private StatementText text;

    public DelegatingStatement(Statement delegate, Lease lease) {
        this(delegate, StatementText.NONE, lease);
    }

    DelegatingStatement(Statement delegate, StatementText text, Lease lease) {
        this.delegate = delegate;
        this.text = text;
        this.lease = lease;
    }

    final Lease lease() {
        return lease;
    }

    /** Refuses once the connection is given back: a driver that keeps statements may hand this one to the next borrower. */
    private Statement open() throws SQLException {
        lease.check();
        return delegate;
    }

    /** When the statement that is run now began, for {@link #ran}. */
    final long begin() throws SQLException {
        return lease.begin(this, text);
    }

    private long begin(String sql) throws SQLException {
        text = lease.runs(sql);
        return lease.begin(this, text);
    }

    /** What the driver threw, of which the lease is told. */
    final SQLException failed(SQLException failure) {
        lease.failed(failure);
        return failure;
    }

    /** The lease is told of what was changed. */
    final int changed(int rows) {
        lease.changed(text, rows);
        return rows;
    }

    /** As {@link #changed(int)}. */
    final long changed(long rows) {
        lease.changed(text, rows);
        return rows;
    }

    private int[] changed(int[] rows) {
        for (int each : rows) {
            lease.changed(text, each);
        }
        return rows;
    }

    private long[] changed(long[] rows) {
        for (long each : rows) {
            lease.changed(text, each);
        }
        return rows;
    }

    /** As {@link #changed(int)}, where the statement gave no result set. */
    final boolean executed(boolean resultSet) throws SQLException {
        if (!resultSet) {
            lease.changed(text, delegate.getUpdateCount());
        }
        return resultSet;
    }

    /** The statement is over, however it ended. */
    final void ran(long begun) {
        lease.ran(text, begun);
    }

    final ResultSet lent(ResultSet result) {
        return result == null ? null : new DelegatingResultSet(result, this, lease);
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        long begun = begin(sql);
        try {
            return lent(open().executeQuery(sql));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeUpdate(sql));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public void close() throws SQLException {
        // Afterwards it is closed already, unless its driver keeps it: then it may be the next borrower's.
        if (!lease.isOver()) {
            delegate.close();
        }
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        return open().getMaxFieldSize();
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        open().setMaxFieldSize(max);
    }

    @Override
    public int getMaxRows() throws SQLException {
        return open().getMaxRows();
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        open().setMaxRows(max);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        open().setEscapeProcessing(enable);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        return open().getQueryTimeout();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        open().setQueryTimeout(seconds);
    }

    @Override
    public void cancel() throws SQLException {
        open().cancel();
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
    public void setCursorName(String name) throws SQLException {
        open().setCursorName(name);
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        long begun = begin(sql);
        try {
            return executed(open().execute(sql));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return lent(open().getResultSet());
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return open().getUpdateCount();
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        try {
            return open().getMoreResults();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        open().setFetchDirection(direction);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return open().getFetchDirection();
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        open().setFetchSize(rows);
    }

    @Override
    public int getFetchSize() throws SQLException {
        return open().getFetchSize();
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        return open().getResultSetConcurrency();
    }

    @Override
    public int getResultSetType() throws SQLException {
        return open().getResultSetType();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        text = lease.runs(sql);
        open().addBatch(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        open().clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        long begun = begin();
        try {
            return changed(open().executeBatch());
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return lease.connection();
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        try {
            return open().getMoreResults(current);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        return lent(open().getGeneratedKeys());
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeUpdate(sql, autoGeneratedKeys));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeUpdate(sql, columnIndexes));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public int executeUpdate(String sql, String[] columnNames) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeUpdate(sql, columnNames));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        long begun = begin(sql);
        try {
            return executed(open().execute(sql, autoGeneratedKeys));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public boolean execute(String sql, int[] columnIndexes) throws SQLException {
        long begun = begin(sql);
        try {
            return executed(open().execute(sql, columnIndexes));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public boolean execute(String sql, String[] columnNames) throws SQLException {
        long begun = begin(sql);
        try {
            return executed(open().execute(sql, columnNames));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        return open().getResultSetHoldability();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return lease.isOver() || delegate.isClosed();
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        open().setPoolable(poolable);
    }

    @Override
    public boolean isPoolable() throws SQLException {
        return open().isPoolable();
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        open().closeOnCompletion();
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        return open().isCloseOnCompletion();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        return open().getLargeUpdateCount();
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        open().setLargeMaxRows(max);
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        return open().getLargeMaxRows();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        long begun = begin();
        try {
            return changed(open().executeLargeBatch());
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeLargeUpdate(sql));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeLargeUpdate(sql, autoGeneratedKeys));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeLargeUpdate(sql, columnIndexes));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
        long begun = begin(sql);
        try {
            return changed(open().executeLargeUpdate(sql, columnNames));
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public String enquoteLiteral(String value) throws SQLException {
        return open().enquoteLiteral(value);
    }

    @Override
    public String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
        return open().enquoteIdentifier(identifier, alwaysQuote);
    }

    @Override
    public boolean isSimpleIdentifier(String identifier) throws SQLException {
        return open().isSimpleIdentifier(identifier);
    }

    @Override
    public String enquoteNCharLiteral(String value) throws SQLException {
        return open().enquoteNCharLiteral(value);
    }

    /** Hands out what lies below, of which nobody knows what will be done with it: the lease is told. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        lease.unwrapped();
        return delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
