package io.seedcore.pool.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Passes every call on, and leads back to nothing but the lease's statement and connection. */
@NullUnmarked
public final class DelegatingResultSet implements ResultSet {

    private final ResultSet delegate;
    private final Statement statement;
    private final Lease lease;

    /** @param statement the borrower's statement that gave it; null where the driver made one of its own */
    DelegatingResultSet(ResultSet delegate, Statement statement, Lease lease) {
        this.delegate = delegate;
        this.statement = statement;
        this.lease = lease;
    }

    /** For what may ask the server for more. */
    private ResultSet open() throws SQLException {
        lease.check();
        return delegate;
    }

    /** Something that may ask the server for more. */
    @FunctionalInterface
    private interface Asking {
        boolean ask(ResultSet rows) throws SQLException;
    }

    private boolean asked(Asking asking) throws SQLException {
        ResultSet rows = open();
        try {
            return asking.ask(rows);
        } catch (SQLException e) {
            lease.failed(e);
            throw e;
        }
    }

    /** As {@link Asking}, without an answer. */
    @FunctionalInterface
    private interface Changing {
        void change(ResultSet rows) throws SQLException;
    }

    private void changed(Changing changing) throws SQLException {
        asked(rows -> {
            changing.change(rows);
            return true;
        });
    }

    private Statement lentStatement() throws SQLException {
        Statement own = delegate.getStatement();
        return own == null ? null : new DelegatingStatement(own, lease);
    }

    @Override
    public boolean next() throws SQLException {
        return asked(ResultSet::next);
    }

    @Override
    public void close() throws SQLException {
        if (!lease.isOver()) {
            delegate.close();
        }
    }

    @Override
    public boolean wasNull() throws SQLException {
        return delegate.wasNull();
    }

    @Override
    public String getString(int columnIndex) throws SQLException {
        return delegate.getString(columnIndex);
    }

    @Override
    public boolean getBoolean(int columnIndex) throws SQLException {
        return delegate.getBoolean(columnIndex);
    }

    @Override
    public byte getByte(int columnIndex) throws SQLException {
        return delegate.getByte(columnIndex);
    }

    @Override
    public short getShort(int columnIndex) throws SQLException {
        return delegate.getShort(columnIndex);
    }

    @Override
    public int getInt(int columnIndex) throws SQLException {
        return delegate.getInt(columnIndex);
    }

    @Override
    public long getLong(int columnIndex) throws SQLException {
        return delegate.getLong(columnIndex);
    }

    @Override
    public float getFloat(int columnIndex) throws SQLException {
        return delegate.getFloat(columnIndex);
    }

    @Override
    public double getDouble(int columnIndex) throws SQLException {
        return delegate.getDouble(columnIndex);
    }

    @Override
    @Deprecated
    public BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
        return delegate.getBigDecimal(columnIndex, scale);
    }

    @Override
    public byte[] getBytes(int columnIndex) throws SQLException {
        return delegate.getBytes(columnIndex);
    }

    @Override
    public Date getDate(int columnIndex) throws SQLException {
        return delegate.getDate(columnIndex);
    }

    @Override
    public Time getTime(int columnIndex) throws SQLException {
        return delegate.getTime(columnIndex);
    }

    @Override
    public Timestamp getTimestamp(int columnIndex) throws SQLException {
        return delegate.getTimestamp(columnIndex);
    }

    @Override
    public InputStream getAsciiStream(int columnIndex) throws SQLException {
        return delegate.getAsciiStream(columnIndex);
    }

    @Override
    @Deprecated
    public InputStream getUnicodeStream(int columnIndex) throws SQLException {
        return delegate.getUnicodeStream(columnIndex);
    }

    @Override
    public InputStream getBinaryStream(int columnIndex) throws SQLException {
        return delegate.getBinaryStream(columnIndex);
    }

    @Override
    public String getString(String columnLabel) throws SQLException {
        return delegate.getString(columnLabel);
    }

    @Override
    public boolean getBoolean(String columnLabel) throws SQLException {
        return delegate.getBoolean(columnLabel);
    }

    @Override
    public byte getByte(String columnLabel) throws SQLException {
        return delegate.getByte(columnLabel);
    }

    @Override
    public short getShort(String columnLabel) throws SQLException {
        return delegate.getShort(columnLabel);
    }

    @Override
    public int getInt(String columnLabel) throws SQLException {
        return delegate.getInt(columnLabel);
    }

    @Override
    public long getLong(String columnLabel) throws SQLException {
        return delegate.getLong(columnLabel);
    }

    @Override
    public float getFloat(String columnLabel) throws SQLException {
        return delegate.getFloat(columnLabel);
    }

    @Override
    public double getDouble(String columnLabel) throws SQLException {
        return delegate.getDouble(columnLabel);
    }

    @Override
    @Deprecated
    public BigDecimal getBigDecimal(String columnLabel, int scale) throws SQLException {
        return delegate.getBigDecimal(columnLabel, scale);
    }

    @Override
    public byte[] getBytes(String columnLabel) throws SQLException {
        return delegate.getBytes(columnLabel);
    }

    @Override
    public Date getDate(String columnLabel) throws SQLException {
        return delegate.getDate(columnLabel);
    }

    @Override
    public Time getTime(String columnLabel) throws SQLException {
        return delegate.getTime(columnLabel);
    }

    @Override
    public Timestamp getTimestamp(String columnLabel) throws SQLException {
        return delegate.getTimestamp(columnLabel);
    }

    @Override
    public InputStream getAsciiStream(String columnLabel) throws SQLException {
        return delegate.getAsciiStream(columnLabel);
    }

    @Override
    @Deprecated
    public InputStream getUnicodeStream(String columnLabel) throws SQLException {
        return delegate.getUnicodeStream(columnLabel);
    }

    @Override
    public InputStream getBinaryStream(String columnLabel) throws SQLException {
        return delegate.getBinaryStream(columnLabel);
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return delegate.getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        delegate.clearWarnings();
    }

    @Override
    public String getCursorName() throws SQLException {
        return delegate.getCursorName();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return delegate.getMetaData();
    }

    @Override
    public Object getObject(int columnIndex) throws SQLException {
        return LentObject.ofAny(delegate.getObject(columnIndex), lease);
    }

    @Override
    public Object getObject(String columnLabel) throws SQLException {
        return LentObject.ofAny(delegate.getObject(columnLabel), lease);
    }

    @Override
    public int findColumn(String columnLabel) throws SQLException {
        return delegate.findColumn(columnLabel);
    }

    @Override
    public Reader getCharacterStream(int columnIndex) throws SQLException {
        return delegate.getCharacterStream(columnIndex);
    }

    @Override
    public Reader getCharacterStream(String columnLabel) throws SQLException {
        return delegate.getCharacterStream(columnLabel);
    }

    @Override
    public BigDecimal getBigDecimal(int columnIndex) throws SQLException {
        return delegate.getBigDecimal(columnIndex);
    }

    @Override
    public BigDecimal getBigDecimal(String columnLabel) throws SQLException {
        return delegate.getBigDecimal(columnLabel);
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        return delegate.isBeforeFirst();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        return delegate.isAfterLast();
    }

    @Override
    public boolean isFirst() throws SQLException {
        return delegate.isFirst();
    }

    @Override
    public boolean isLast() throws SQLException {
        return delegate.isLast();
    }

    @Override
    public void beforeFirst() throws SQLException {
        changed(ResultSet::beforeFirst);
    }

    @Override
    public void afterLast() throws SQLException {
        changed(ResultSet::afterLast);
    }

    @Override
    public boolean first() throws SQLException {
        return asked(ResultSet::first);
    }

    @Override
    public boolean last() throws SQLException {
        return asked(ResultSet::last);
    }

    @Override
    public int getRow() throws SQLException {
        return delegate.getRow();
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        return asked(rows -> rows.absolute(row));
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        return asked(each -> each.relative(rows));
    }

    @Override
    public boolean previous() throws SQLException {
        return asked(ResultSet::previous);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        delegate.setFetchDirection(direction);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        return delegate.getFetchDirection();
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        delegate.setFetchSize(rows);
    }

    @Override
    public int getFetchSize() throws SQLException {
        return delegate.getFetchSize();
    }

    @Override
    public int getType() throws SQLException {
        return delegate.getType();
    }

    @Override
    public int getConcurrency() throws SQLException {
        return delegate.getConcurrency();
    }

    @Override
    public boolean rowUpdated() throws SQLException {
        return delegate.rowUpdated();
    }

    @Override
    public boolean rowInserted() throws SQLException {
        return delegate.rowInserted();
    }

    @Override
    public boolean rowDeleted() throws SQLException {
        return delegate.rowDeleted();
    }

    @Override
    public void updateNull(int columnIndex) throws SQLException {
        delegate.updateNull(columnIndex);
    }

    @Override
    public void updateBoolean(int columnIndex, boolean value) throws SQLException {
        delegate.updateBoolean(columnIndex, value);
    }

    @Override
    public void updateByte(int columnIndex, byte value) throws SQLException {
        delegate.updateByte(columnIndex, value);
    }

    @Override
    public void updateShort(int columnIndex, short value) throws SQLException {
        delegate.updateShort(columnIndex, value);
    }

    @Override
    public void updateInt(int columnIndex, int value) throws SQLException {
        delegate.updateInt(columnIndex, value);
    }

    @Override
    public void updateLong(int columnIndex, long value) throws SQLException {
        delegate.updateLong(columnIndex, value);
    }

    @Override
    public void updateFloat(int columnIndex, float value) throws SQLException {
        delegate.updateFloat(columnIndex, value);
    }

    @Override
    public void updateDouble(int columnIndex, double value) throws SQLException {
        delegate.updateDouble(columnIndex, value);
    }

    @Override
    public void updateBigDecimal(int columnIndex, BigDecimal value) throws SQLException {
        delegate.updateBigDecimal(columnIndex, value);
    }

    @Override
    public void updateString(int columnIndex, String value) throws SQLException {
        delegate.updateString(columnIndex, value);
    }

    @Override
    public void updateBytes(int columnIndex, byte[] value) throws SQLException {
        delegate.updateBytes(columnIndex, value);
    }

    @Override
    public void updateDate(int columnIndex, Date value) throws SQLException {
        delegate.updateDate(columnIndex, value);
    }

    @Override
    public void updateTime(int columnIndex, Time value) throws SQLException {
        delegate.updateTime(columnIndex, value);
    }

    @Override
    public void updateTimestamp(int columnIndex, Timestamp value) throws SQLException {
        delegate.updateTimestamp(columnIndex, value);
    }

    @Override
    public void updateAsciiStream(int columnIndex, InputStream value, int length) throws SQLException {
        delegate.updateAsciiStream(columnIndex, value, length);
    }

    @Override
    public void updateBinaryStream(int columnIndex, InputStream value, int length) throws SQLException {
        delegate.updateBinaryStream(columnIndex, value, length);
    }

    @Override
    public void updateCharacterStream(int columnIndex, Reader value, int length) throws SQLException {
        delegate.updateCharacterStream(columnIndex, value, length);
    }

    @Override
    public void updateObject(int columnIndex, Object value, int scaleOrLength) throws SQLException {
        delegate.updateObject(columnIndex, LentObject.given(value), scaleOrLength);
    }

    @Override
    public void updateObject(int columnIndex, Object value) throws SQLException {
        delegate.updateObject(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateNull(String columnLabel) throws SQLException {
        delegate.updateNull(columnLabel);
    }

    @Override
    public void updateBoolean(String columnLabel, boolean value) throws SQLException {
        delegate.updateBoolean(columnLabel, value);
    }

    @Override
    public void updateByte(String columnLabel, byte value) throws SQLException {
        delegate.updateByte(columnLabel, value);
    }

    @Override
    public void updateShort(String columnLabel, short value) throws SQLException {
        delegate.updateShort(columnLabel, value);
    }

    @Override
    public void updateInt(String columnLabel, int value) throws SQLException {
        delegate.updateInt(columnLabel, value);
    }

    @Override
    public void updateLong(String columnLabel, long value) throws SQLException {
        delegate.updateLong(columnLabel, value);
    }

    @Override
    public void updateFloat(String columnLabel, float value) throws SQLException {
        delegate.updateFloat(columnLabel, value);
    }

    @Override
    public void updateDouble(String columnLabel, double value) throws SQLException {
        delegate.updateDouble(columnLabel, value);
    }

    @Override
    public void updateBigDecimal(String columnLabel, BigDecimal value) throws SQLException {
        delegate.updateBigDecimal(columnLabel, value);
    }

    @Override
    public void updateString(String columnLabel, String value) throws SQLException {
        delegate.updateString(columnLabel, value);
    }

    @Override
    public void updateBytes(String columnLabel, byte[] value) throws SQLException {
        delegate.updateBytes(columnLabel, value);
    }

    @Override
    public void updateDate(String columnLabel, Date value) throws SQLException {
        delegate.updateDate(columnLabel, value);
    }

    @Override
    public void updateTime(String columnLabel, Time value) throws SQLException {
        delegate.updateTime(columnLabel, value);
    }

    @Override
    public void updateTimestamp(String columnLabel, Timestamp value) throws SQLException {
        delegate.updateTimestamp(columnLabel, value);
    }

    @Override
    public void updateAsciiStream(String columnLabel, InputStream value, int length) throws SQLException {
        delegate.updateAsciiStream(columnLabel, value, length);
    }

    @Override
    public void updateBinaryStream(String columnLabel, InputStream value, int length) throws SQLException {
        delegate.updateBinaryStream(columnLabel, value, length);
    }

    @Override
    public void updateCharacterStream(String columnLabel, Reader reader, int length) throws SQLException {
        delegate.updateCharacterStream(columnLabel, reader, length);
    }

    @Override
    public void updateObject(String columnLabel, Object value, int scaleOrLength) throws SQLException {
        delegate.updateObject(columnLabel, LentObject.given(value), scaleOrLength);
    }

    @Override
    public void updateObject(String columnLabel, Object value) throws SQLException {
        delegate.updateObject(columnLabel, LentObject.given(value));
    }

    @Override
    public void insertRow() throws SQLException {
        changed(ResultSet::insertRow);
    }

    @Override
    public void updateRow() throws SQLException {
        changed(ResultSet::updateRow);
    }

    @Override
    public void deleteRow() throws SQLException {
        changed(ResultSet::deleteRow);
    }

    @Override
    public void refreshRow() throws SQLException {
        changed(ResultSet::refreshRow);
    }

    @Override
    public void cancelRowUpdates() throws SQLException {
        delegate.cancelRowUpdates();
    }

    @Override
    public void moveToInsertRow() throws SQLException {
        open().moveToInsertRow();
    }

    @Override
    public void moveToCurrentRow() throws SQLException {
        open().moveToCurrentRow();
    }

    @Override
    public Statement getStatement() throws SQLException {
        return statement == null ? lentStatement() : statement;
    }

    @Override
    public Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
        return LentObject.ofAny(delegate.getObject(columnIndex, map), lease);
    }

    @Override
    public Ref getRef(int columnIndex) throws SQLException {
        return LentObject.of(Ref.class, delegate.getRef(columnIndex), lease);
    }

    @Override
    public Blob getBlob(int columnIndex) throws SQLException {
        return LentObject.of(Blob.class, delegate.getBlob(columnIndex), lease);
    }

    @Override
    public Clob getClob(int columnIndex) throws SQLException {
        return LentObject.of(Clob.class, delegate.getClob(columnIndex), lease);
    }

    @Override
    public Array getArray(int columnIndex) throws SQLException {
        return LentObject.of(Array.class, delegate.getArray(columnIndex), lease);
    }

    @Override
    public Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
        return LentObject.ofAny(delegate.getObject(columnLabel, map), lease);
    }

    @Override
    public Ref getRef(String columnLabel) throws SQLException {
        return LentObject.of(Ref.class, delegate.getRef(columnLabel), lease);
    }

    @Override
    public Blob getBlob(String columnLabel) throws SQLException {
        return LentObject.of(Blob.class, delegate.getBlob(columnLabel), lease);
    }

    @Override
    public Clob getClob(String columnLabel) throws SQLException {
        return LentObject.of(Clob.class, delegate.getClob(columnLabel), lease);
    }

    @Override
    public Array getArray(String columnLabel) throws SQLException {
        return LentObject.of(Array.class, delegate.getArray(columnLabel), lease);
    }

    @Override
    public Date getDate(int columnIndex, Calendar calendar) throws SQLException {
        return delegate.getDate(columnIndex, calendar);
    }

    @Override
    public Date getDate(String columnLabel, Calendar calendar) throws SQLException {
        return delegate.getDate(columnLabel, calendar);
    }

    @Override
    public Time getTime(int columnIndex, Calendar calendar) throws SQLException {
        return delegate.getTime(columnIndex, calendar);
    }

    @Override
    public Time getTime(String columnLabel, Calendar calendar) throws SQLException {
        return delegate.getTime(columnLabel, calendar);
    }

    @Override
    public Timestamp getTimestamp(int columnIndex, Calendar calendar) throws SQLException {
        return delegate.getTimestamp(columnIndex, calendar);
    }

    @Override
    public Timestamp getTimestamp(String columnLabel, Calendar calendar) throws SQLException {
        return delegate.getTimestamp(columnLabel, calendar);
    }

    @Override
    public URL getURL(int columnIndex) throws SQLException {
        return delegate.getURL(columnIndex);
    }

    @Override
    public URL getURL(String columnLabel) throws SQLException {
        return delegate.getURL(columnLabel);
    }

    @Override
    public void updateRef(int columnIndex, Ref value) throws SQLException {
        delegate.updateRef(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateRef(String columnLabel, Ref value) throws SQLException {
        delegate.updateRef(columnLabel, LentObject.given(value));
    }

    @Override
    public void updateBlob(int columnIndex, Blob value) throws SQLException {
        delegate.updateBlob(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateBlob(String columnLabel, Blob value) throws SQLException {
        delegate.updateBlob(columnLabel, LentObject.given(value));
    }

    @Override
    public void updateClob(int columnIndex, Clob value) throws SQLException {
        delegate.updateClob(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateClob(String columnLabel, Clob value) throws SQLException {
        delegate.updateClob(columnLabel, LentObject.given(value));
    }

    @Override
    public void updateArray(int columnIndex, Array value) throws SQLException {
        delegate.updateArray(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateArray(String columnLabel, Array value) throws SQLException {
        delegate.updateArray(columnLabel, LentObject.given(value));
    }

    @Override
    public RowId getRowId(int columnIndex) throws SQLException {
        return delegate.getRowId(columnIndex);
    }

    @Override
    public RowId getRowId(String columnLabel) throws SQLException {
        return delegate.getRowId(columnLabel);
    }

    @Override
    public void updateRowId(int columnIndex, RowId value) throws SQLException {
        delegate.updateRowId(columnIndex, value);
    }

    @Override
    public void updateRowId(String columnLabel, RowId value) throws SQLException {
        delegate.updateRowId(columnLabel, value);
    }

    @Override
    public int getHoldability() throws SQLException {
        return delegate.getHoldability();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return lease.isOver() || delegate.isClosed();
    }

    @Override
    public void updateNString(int columnIndex, String value) throws SQLException {
        delegate.updateNString(columnIndex, value);
    }

    @Override
    public void updateNString(String columnLabel, String value) throws SQLException {
        delegate.updateNString(columnLabel, value);
    }

    @Override
    public void updateNClob(int columnIndex, NClob value) throws SQLException {
        delegate.updateNClob(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateNClob(String columnLabel, NClob value) throws SQLException {
        delegate.updateNClob(columnLabel, LentObject.given(value));
    }

    @Override
    public NClob getNClob(int columnIndex) throws SQLException {
        return LentObject.of(NClob.class, delegate.getNClob(columnIndex), lease);
    }

    @Override
    public NClob getNClob(String columnLabel) throws SQLException {
        return LentObject.of(NClob.class, delegate.getNClob(columnLabel), lease);
    }

    @Override
    public SQLXML getSQLXML(int columnIndex) throws SQLException {
        return LentObject.of(SQLXML.class, delegate.getSQLXML(columnIndex), lease);
    }

    @Override
    public SQLXML getSQLXML(String columnLabel) throws SQLException {
        return LentObject.of(SQLXML.class, delegate.getSQLXML(columnLabel), lease);
    }

    @Override
    public void updateSQLXML(int columnIndex, SQLXML value) throws SQLException {
        delegate.updateSQLXML(columnIndex, LentObject.given(value));
    }

    @Override
    public void updateSQLXML(String columnLabel, SQLXML value) throws SQLException {
        delegate.updateSQLXML(columnLabel, LentObject.given(value));
    }

    @Override
    public String getNString(int columnIndex) throws SQLException {
        return delegate.getNString(columnIndex);
    }

    @Override
    public String getNString(String columnLabel) throws SQLException {
        return delegate.getNString(columnLabel);
    }

    @Override
    public Reader getNCharacterStream(int columnIndex) throws SQLException {
        return delegate.getNCharacterStream(columnIndex);
    }

    @Override
    public Reader getNCharacterStream(String columnLabel) throws SQLException {
        return delegate.getNCharacterStream(columnLabel);
    }

    @Override
    public void updateNCharacterStream(int columnIndex, Reader value, long length) throws SQLException {
        delegate.updateNCharacterStream(columnIndex, value, length);
    }

    @Override
    public void updateNCharacterStream(String columnLabel, Reader reader, long length) throws SQLException {
        delegate.updateNCharacterStream(columnLabel, reader, length);
    }

    @Override
    public void updateAsciiStream(int columnIndex, InputStream value, long length) throws SQLException {
        delegate.updateAsciiStream(columnIndex, value, length);
    }

    @Override
    public void updateBinaryStream(int columnIndex, InputStream value, long length) throws SQLException {
        delegate.updateBinaryStream(columnIndex, value, length);
    }

    @Override
    public void updateCharacterStream(int columnIndex, Reader value, long length) throws SQLException {
        delegate.updateCharacterStream(columnIndex, value, length);
    }

    @Override
    public void updateAsciiStream(String columnLabel, InputStream value, long length) throws SQLException {
        delegate.updateAsciiStream(columnLabel, value, length);
    }

    @Override
    public void updateBinaryStream(String columnLabel, InputStream value, long length) throws SQLException {
        delegate.updateBinaryStream(columnLabel, value, length);
    }

    @Override
    public void updateCharacterStream(String columnLabel, Reader reader, long length) throws SQLException {
        delegate.updateCharacterStream(columnLabel, reader, length);
    }

    @Override
    public void updateBlob(int columnIndex, InputStream inputStream, long length) throws SQLException {
        delegate.updateBlob(columnIndex, inputStream, length);
    }

    @Override
    public void updateBlob(String columnLabel, InputStream inputStream, long length) throws SQLException {
        delegate.updateBlob(columnLabel, inputStream, length);
    }

    @Override
    public void updateClob(int columnIndex, Reader reader, long length) throws SQLException {
        delegate.updateClob(columnIndex, reader, length);
    }

    @Override
    public void updateClob(String columnLabel, Reader reader, long length) throws SQLException {
        delegate.updateClob(columnLabel, reader, length);
    }

    @Override
    public void updateNClob(int columnIndex, Reader reader, long length) throws SQLException {
        delegate.updateNClob(columnIndex, reader, length);
    }

    @Override
    public void updateNClob(String columnLabel, Reader reader, long length) throws SQLException {
        delegate.updateNClob(columnLabel, reader, length);
    }

    @Override
    public void updateNCharacterStream(int columnIndex, Reader value) throws SQLException {
        delegate.updateNCharacterStream(columnIndex, value);
    }

    @Override
    public void updateNCharacterStream(String columnLabel, Reader reader) throws SQLException {
        delegate.updateNCharacterStream(columnLabel, reader);
    }

    @Override
    public void updateAsciiStream(int columnIndex, InputStream value) throws SQLException {
        delegate.updateAsciiStream(columnIndex, value);
    }

    @Override
    public void updateBinaryStream(int columnIndex, InputStream value) throws SQLException {
        delegate.updateBinaryStream(columnIndex, value);
    }

    @Override
    public void updateCharacterStream(int columnIndex, Reader value) throws SQLException {
        delegate.updateCharacterStream(columnIndex, value);
    }

    @Override
    public void updateAsciiStream(String columnLabel, InputStream value) throws SQLException {
        delegate.updateAsciiStream(columnLabel, value);
    }

    @Override
    public void updateBinaryStream(String columnLabel, InputStream value) throws SQLException {
        delegate.updateBinaryStream(columnLabel, value);
    }

    @Override
    public void updateCharacterStream(String columnLabel, Reader reader) throws SQLException {
        delegate.updateCharacterStream(columnLabel, reader);
    }

    @Override
    public void updateBlob(int columnIndex, InputStream inputStream) throws SQLException {
        delegate.updateBlob(columnIndex, inputStream);
    }

    @Override
    public void updateBlob(String columnLabel, InputStream inputStream) throws SQLException {
        delegate.updateBlob(columnLabel, inputStream);
    }

    @Override
    public void updateClob(int columnIndex, Reader reader) throws SQLException {
        delegate.updateClob(columnIndex, reader);
    }

    @Override
    public void updateClob(String columnLabel, Reader reader) throws SQLException {
        delegate.updateClob(columnLabel, reader);
    }

    @Override
    public void updateNClob(int columnIndex, Reader reader) throws SQLException {
        delegate.updateNClob(columnIndex, reader);
    }

    @Override
    public void updateNClob(String columnLabel, Reader reader) throws SQLException {
        delegate.updateNClob(columnLabel, reader);
    }

    @Override
    public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
        return LentObject.ofType(type, delegate.getObject(columnIndex, type), lease);
    }

    @Override
    public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
        return LentObject.ofType(type, delegate.getObject(columnLabel, type), lease);
    }

    @Override
    public void updateObject(int columnIndex, Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        delegate.updateObject(columnIndex, LentObject.given(value), targetSqlType, scaleOrLength);
    }

    @Override
    public void updateObject(String columnLabel, Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        delegate.updateObject(columnLabel, LentObject.given(value), targetSqlType, scaleOrLength);
    }

    @Override
    public void updateObject(int columnIndex, Object value, SQLType targetSqlType) throws SQLException {
        delegate.updateObject(columnIndex, LentObject.given(value), targetSqlType);
    }

    @Override
    public void updateObject(String columnLabel, Object value, SQLType targetSqlType) throws SQLException {
        delegate.updateObject(columnLabel, LentObject.given(value), targetSqlType);
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
