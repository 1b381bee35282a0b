package io.seedcore.pool.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A call of a lease; the lease saw its text when it was prepared. */
@NullUnmarked
public class DelegatingCallableStatement extends DelegatingPreparedStatement implements CallableStatement {

    private final CallableStatement delegate;

    public DelegatingCallableStatement(CallableStatement delegate, StatementText text, Lease lease) {
        super(delegate, text, lease);
        this.delegate = delegate;
    }

    private CallableStatement open() throws SQLException {
        lease().check();
        return delegate;
    }

    @Override
    public void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
        open().registerOutParameter(parameterIndex, sqlType);
    }

    @Override
    public void registerOutParameter(int parameterIndex, int sqlType, int scale) throws SQLException {
        open().registerOutParameter(parameterIndex, sqlType, scale);
    }

    @Override
    public boolean wasNull() throws SQLException {
        return open().wasNull();
    }

    @Override
    public String getString(int parameterIndex) throws SQLException {
        return open().getString(parameterIndex);
    }

    @Override
    public boolean getBoolean(int parameterIndex) throws SQLException {
        return open().getBoolean(parameterIndex);
    }

    @Override
    public byte getByte(int parameterIndex) throws SQLException {
        return open().getByte(parameterIndex);
    }

    @Override
    public short getShort(int parameterIndex) throws SQLException {
        return open().getShort(parameterIndex);
    }

    @Override
    public int getInt(int parameterIndex) throws SQLException {
        return open().getInt(parameterIndex);
    }

    @Override
    public long getLong(int parameterIndex) throws SQLException {
        return open().getLong(parameterIndex);
    }

    @Override
    public float getFloat(int parameterIndex) throws SQLException {
        return open().getFloat(parameterIndex);
    }

    @Override
    public double getDouble(int parameterIndex) throws SQLException {
        return open().getDouble(parameterIndex);
    }

    @Override
    @Deprecated
    public BigDecimal getBigDecimal(int parameterIndex, int scale) throws SQLException {
        return open().getBigDecimal(parameterIndex, scale);
    }

    @Override
    public byte[] getBytes(int parameterIndex) throws SQLException {
        return open().getBytes(parameterIndex);
    }

    @Override
    public Date getDate(int parameterIndex) throws SQLException {
        return open().getDate(parameterIndex);
    }

    @Override
    public Time getTime(int parameterIndex) throws SQLException {
        return open().getTime(parameterIndex);
    }

    @Override
    public Timestamp getTimestamp(int parameterIndex) throws SQLException {
        return open().getTimestamp(parameterIndex);
    }

    @Override
    public Object getObject(int parameterIndex) throws SQLException {
        return LentObject.ofAny(open().getObject(parameterIndex), lease());
    }

    @Override
    public BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
        return open().getBigDecimal(parameterIndex);
    }

    @Override
    public Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
        return LentObject.ofAny(open().getObject(parameterIndex, map), lease());
    }

    @Override
    public Ref getRef(int parameterIndex) throws SQLException {
        return LentObject.of(Ref.class, open().getRef(parameterIndex), lease());
    }

    @Override
    public Blob getBlob(int parameterIndex) throws SQLException {
        return LentObject.of(Blob.class, open().getBlob(parameterIndex), lease());
    }

    @Override
    public Clob getClob(int parameterIndex) throws SQLException {
        return LentObject.of(Clob.class, open().getClob(parameterIndex), lease());
    }

    @Override
    public Array getArray(int parameterIndex) throws SQLException {
        return LentObject.of(Array.class, open().getArray(parameterIndex), lease());
    }

    @Override
    public Date getDate(int parameterIndex, Calendar calendar) throws SQLException {
        return open().getDate(parameterIndex, calendar);
    }

    @Override
    public Time getTime(int parameterIndex, Calendar calendar) throws SQLException {
        return open().getTime(parameterIndex, calendar);
    }

    @Override
    public Timestamp getTimestamp(int parameterIndex, Calendar calendar) throws SQLException {
        return open().getTimestamp(parameterIndex, calendar);
    }

    @Override
    public void registerOutParameter(int parameterIndex, int sqlType, String typeName) throws SQLException {
        open().registerOutParameter(parameterIndex, sqlType, typeName);
    }

    @Override
    public void registerOutParameter(String parameterName, int sqlType) throws SQLException {
        open().registerOutParameter(parameterName, sqlType);
    }

    @Override
    public void registerOutParameter(String parameterName, int sqlType, int scale) throws SQLException {
        open().registerOutParameter(parameterName, sqlType, scale);
    }

    @Override
    public void registerOutParameter(String parameterName, int sqlType, String typeName) throws SQLException {
        open().registerOutParameter(parameterName, sqlType, typeName);
    }

    @Override
    public URL getURL(int parameterIndex) throws SQLException {
        return open().getURL(parameterIndex);
    }

    @Override
    public void setURL(String parameterName, URL value) throws SQLException {
        open().setURL(parameterName, value);
    }

    @Override
    public void setNull(String parameterName, int sqlType) throws SQLException {
        open().setNull(parameterName, sqlType);
    }

    @Override
    public void setBoolean(String parameterName, boolean value) throws SQLException {
        open().setBoolean(parameterName, value);
    }

    @Override
    public void setByte(String parameterName, byte value) throws SQLException {
        open().setByte(parameterName, value);
    }

    @Override
    public void setShort(String parameterName, short value) throws SQLException {
        open().setShort(parameterName, value);
    }

    @Override
    public void setInt(String parameterName, int value) throws SQLException {
        open().setInt(parameterName, value);
    }

    @Override
    public void setLong(String parameterName, long value) throws SQLException {
        open().setLong(parameterName, value);
    }

    @Override
    public void setFloat(String parameterName, float value) throws SQLException {
        open().setFloat(parameterName, value);
    }

    @Override
    public void setDouble(String parameterName, double value) throws SQLException {
        open().setDouble(parameterName, value);
    }

    @Override
    public void setBigDecimal(String parameterName, BigDecimal value) throws SQLException {
        open().setBigDecimal(parameterName, value);
    }

    @Override
    public void setString(String parameterName, String value) throws SQLException {
        open().setString(parameterName, value);
    }

    @Override
    public void setBytes(String parameterName, byte[] value) throws SQLException {
        open().setBytes(parameterName, value);
    }

    @Override
    public void setDate(String parameterName, Date value) throws SQLException {
        open().setDate(parameterName, value);
    }

    @Override
    public void setTime(String parameterName, Time value) throws SQLException {
        open().setTime(parameterName, value);
    }

    @Override
    public void setTimestamp(String parameterName, Timestamp value) throws SQLException {
        open().setTimestamp(parameterName, value);
    }

    @Override
    public void setAsciiStream(String parameterName, InputStream value, int length) throws SQLException {
        open().setAsciiStream(parameterName, value, length);
    }

    @Override
    public void setBinaryStream(String parameterName, InputStream value, int length) throws SQLException {
        open().setBinaryStream(parameterName, value, length);
    }

    @Override
    public void setObject(String parameterName, Object value, int targetSqlType, int scale) throws SQLException {
        open().setObject(parameterName, LentObject.given(value), targetSqlType, scale);
    }

    @Override
    public void setObject(String parameterName, Object value, int targetSqlType) throws SQLException {
        open().setObject(parameterName, LentObject.given(value), targetSqlType);
    }

    @Override
    public void setObject(String parameterName, Object value) throws SQLException {
        open().setObject(parameterName, LentObject.given(value));
    }

    @Override
    public void setCharacterStream(String parameterName, Reader reader, int length) throws SQLException {
        open().setCharacterStream(parameterName, reader, length);
    }

    @Override
    public void setDate(String parameterName, Date value, Calendar calendar) throws SQLException {
        open().setDate(parameterName, value, calendar);
    }

    @Override
    public void setTime(String parameterName, Time value, Calendar calendar) throws SQLException {
        open().setTime(parameterName, value, calendar);
    }

    @Override
    public void setTimestamp(String parameterName, Timestamp value, Calendar calendar) throws SQLException {
        open().setTimestamp(parameterName, value, calendar);
    }

    @Override
    public void setNull(String parameterName, int sqlType, String typeName) throws SQLException {
        open().setNull(parameterName, sqlType, typeName);
    }

    @Override
    public String getString(String parameterName) throws SQLException {
        return open().getString(parameterName);
    }

    @Override
    public boolean getBoolean(String parameterName) throws SQLException {
        return open().getBoolean(parameterName);
    }

    @Override
    public byte getByte(String parameterName) throws SQLException {
        return open().getByte(parameterName);
    }

    @Override
    public short getShort(String parameterName) throws SQLException {
        return open().getShort(parameterName);
    }

    @Override
    public int getInt(String parameterName) throws SQLException {
        return open().getInt(parameterName);
    }

    @Override
    public long getLong(String parameterName) throws SQLException {
        return open().getLong(parameterName);
    }

    @Override
    public float getFloat(String parameterName) throws SQLException {
        return open().getFloat(parameterName);
    }

    @Override
    public double getDouble(String parameterName) throws SQLException {
        return open().getDouble(parameterName);
    }

    @Override
    public byte[] getBytes(String parameterName) throws SQLException {
        return open().getBytes(parameterName);
    }

    @Override
    public Date getDate(String parameterName) throws SQLException {
        return open().getDate(parameterName);
    }

    @Override
    public Time getTime(String parameterName) throws SQLException {
        return open().getTime(parameterName);
    }

    @Override
    public Timestamp getTimestamp(String parameterName) throws SQLException {
        return open().getTimestamp(parameterName);
    }

    @Override
    public Object getObject(String parameterName) throws SQLException {
        return LentObject.ofAny(open().getObject(parameterName), lease());
    }

    @Override
    public BigDecimal getBigDecimal(String parameterName) throws SQLException {
        return open().getBigDecimal(parameterName);
    }

    @Override
    public Object getObject(String parameterName, Map<String, Class<?>> map) throws SQLException {
        return LentObject.ofAny(open().getObject(parameterName, map), lease());
    }

    @Override
    public Ref getRef(String parameterName) throws SQLException {
        return LentObject.of(Ref.class, open().getRef(parameterName), lease());
    }

    @Override
    public Blob getBlob(String parameterName) throws SQLException {
        return LentObject.of(Blob.class, open().getBlob(parameterName), lease());
    }

    @Override
    public Clob getClob(String parameterName) throws SQLException {
        return LentObject.of(Clob.class, open().getClob(parameterName), lease());
    }

    @Override
    public Array getArray(String parameterName) throws SQLException {
        return LentObject.of(Array.class, open().getArray(parameterName), lease());
    }

    @Override
    public Date getDate(String parameterName, Calendar calendar) throws SQLException {
        return open().getDate(parameterName, calendar);
    }

    @Override
    public Time getTime(String parameterName, Calendar calendar) throws SQLException {
        return open().getTime(parameterName, calendar);
    }

    @Override
    public Timestamp getTimestamp(String parameterName, Calendar calendar) throws SQLException {
        return open().getTimestamp(parameterName, calendar);
    }

    @Override
    public URL getURL(String parameterName) throws SQLException {
        return open().getURL(parameterName);
    }

    @Override
    public RowId getRowId(int parameterIndex) throws SQLException {
        return open().getRowId(parameterIndex);
    }

    @Override
    public RowId getRowId(String parameterName) throws SQLException {
        return open().getRowId(parameterName);
    }

    @Override
    public void setRowId(String parameterName, RowId value) throws SQLException {
        open().setRowId(parameterName, value);
    }

    @Override
    public void setNString(String parameterName, String value) throws SQLException {
        open().setNString(parameterName, value);
    }

    @Override
    public void setNCharacterStream(String parameterName, Reader value, long length) throws SQLException {
        open().setNCharacterStream(parameterName, value, length);
    }

    @Override
    public void setNClob(String parameterName, NClob value) throws SQLException {
        open().setNClob(parameterName, LentObject.given(value));
    }

    @Override
    public void setClob(String parameterName, Reader reader, long length) throws SQLException {
        open().setClob(parameterName, reader, length);
    }

    @Override
    public void setBlob(String parameterName, InputStream inputStream, long length) throws SQLException {
        open().setBlob(parameterName, inputStream, length);
    }

    @Override
    public void setNClob(String parameterName, Reader reader, long length) throws SQLException {
        open().setNClob(parameterName, reader, length);
    }

    @Override
    public NClob getNClob(int parameterIndex) throws SQLException {
        return LentObject.of(NClob.class, open().getNClob(parameterIndex), lease());
    }

    @Override
    public NClob getNClob(String parameterName) throws SQLException {
        return LentObject.of(NClob.class, open().getNClob(parameterName), lease());
    }

    @Override
    public void setSQLXML(String parameterName, SQLXML value) throws SQLException {
        open().setSQLXML(parameterName, LentObject.given(value));
    }

    @Override
    public SQLXML getSQLXML(int parameterIndex) throws SQLException {
        return LentObject.of(SQLXML.class, open().getSQLXML(parameterIndex), lease());
    }

    @Override
    public SQLXML getSQLXML(String parameterName) throws SQLException {
        return LentObject.of(SQLXML.class, open().getSQLXML(parameterName), lease());
    }

    @Override
    public String getNString(int parameterIndex) throws SQLException {
        return open().getNString(parameterIndex);
    }

    @Override
    public String getNString(String parameterName) throws SQLException {
        return open().getNString(parameterName);
    }

    @Override
    public Reader getNCharacterStream(int parameterIndex) throws SQLException {
        return open().getNCharacterStream(parameterIndex);
    }

    @Override
    public Reader getNCharacterStream(String parameterName) throws SQLException {
        return open().getNCharacterStream(parameterName);
    }

    @Override
    public Reader getCharacterStream(int parameterIndex) throws SQLException {
        return open().getCharacterStream(parameterIndex);
    }

    @Override
    public Reader getCharacterStream(String parameterName) throws SQLException {
        return open().getCharacterStream(parameterName);
    }

    @Override
    public void setBlob(String parameterName, Blob value) throws SQLException {
        open().setBlob(parameterName, LentObject.given(value));
    }

    @Override
    public void setClob(String parameterName, Clob value) throws SQLException {
        open().setClob(parameterName, LentObject.given(value));
    }

    @Override
    public void setAsciiStream(String parameterName, InputStream value, long length) throws SQLException {
        open().setAsciiStream(parameterName, value, length);
    }

    @Override
    public void setBinaryStream(String parameterName, InputStream value, long length) throws SQLException {
        open().setBinaryStream(parameterName, value, length);
    }

    @Override
    public void setCharacterStream(String parameterName, Reader reader, long length) throws SQLException {
        open().setCharacterStream(parameterName, reader, length);
    }

    @Override
    public void setAsciiStream(String parameterName, InputStream value) throws SQLException {
        open().setAsciiStream(parameterName, value);
    }

    @Override
    public void setBinaryStream(String parameterName, InputStream value) throws SQLException {
        open().setBinaryStream(parameterName, value);
    }

    @Override
    public void setCharacterStream(String parameterName, Reader reader) throws SQLException {
        open().setCharacterStream(parameterName, reader);
    }

    @Override
    public void setNCharacterStream(String parameterName, Reader value) throws SQLException {
        open().setNCharacterStream(parameterName, value);
    }

    @Override
    public void setClob(String parameterName, Reader reader) throws SQLException {
        open().setClob(parameterName, reader);
    }

    @Override
    public void setBlob(String parameterName, InputStream inputStream) throws SQLException {
        open().setBlob(parameterName, inputStream);
    }

    @Override
    public void setNClob(String parameterName, Reader reader) throws SQLException {
        open().setNClob(parameterName, reader);
    }

    @Override
    public <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
        return LentObject.ofType(type, open().getObject(parameterIndex, type), lease());
    }

    @Override
    public <T> T getObject(String parameterName, Class<T> type) throws SQLException {
        return LentObject.ofType(type, open().getObject(parameterName, type), lease());
    }

    @Override
    public void setObject(String parameterName, Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        open().setObject(parameterName, LentObject.given(value), targetSqlType, scaleOrLength);
    }

    @Override
    public void setObject(String parameterName, Object value, SQLType targetSqlType) throws SQLException {
        open().setObject(parameterName, LentObject.given(value), targetSqlType);
    }

    @Override
    public void registerOutParameter(int parameterIndex, SQLType sqlType) throws SQLException {
        open().registerOutParameter(parameterIndex, sqlType);
    }

    @Override
    public void registerOutParameter(int parameterIndex, SQLType sqlType, int scale) throws SQLException {
        open().registerOutParameter(parameterIndex, sqlType, scale);
    }

    @Override
    public void registerOutParameter(int parameterIndex, SQLType sqlType, String typeName) throws SQLException {
        open().registerOutParameter(parameterIndex, sqlType, typeName);
    }

    @Override
    public void registerOutParameter(String parameterName, SQLType sqlType) throws SQLException {
        open().registerOutParameter(parameterName, sqlType);
    }

    @Override
    public void registerOutParameter(String parameterName, SQLType sqlType, int scale) throws SQLException {
        open().registerOutParameter(parameterName, sqlType, scale);
    }

    @Override
    public void registerOutParameter(String parameterName, SQLType sqlType, String typeName) throws SQLException {
        open().registerOutParameter(parameterName, sqlType, typeName);
    }
}
