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
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.NullUnmarked;

/** A prepared statement of a lease; the lease saw its text when it was prepared. */
@NullUnmarked
public class DelegatingPreparedStatement extends DelegatingStatement implements PreparedStatement {

    private final PreparedStatement delegate;

    public DelegatingPreparedStatement(PreparedStatement delegate, StatementText text, Lease lease) {
        super(delegate, text, lease);
        this.delegate = delegate;
    }

    private PreparedStatement open() throws SQLException {
        lease().check();
        return delegate;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        long begun = begin();
        try {
            return lent(open().executeQuery());
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        long begun = begin();
        try {
            return changed(open().executeUpdate());
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public void setNull(int parameterIndex, int sqlType) throws SQLException {
        open().setNull(parameterIndex, sqlType);
    }

    @Override
    public void setBoolean(int parameterIndex, boolean value) throws SQLException {
        open().setBoolean(parameterIndex, value);
    }

    @Override
    public void setByte(int parameterIndex, byte value) throws SQLException {
        open().setByte(parameterIndex, value);
    }

    @Override
    public void setShort(int parameterIndex, short value) throws SQLException {
        open().setShort(parameterIndex, value);
    }

    @Override
    public void setInt(int parameterIndex, int value) throws SQLException {
        open().setInt(parameterIndex, value);
    }

    @Override
    public void setLong(int parameterIndex, long value) throws SQLException {
        open().setLong(parameterIndex, value);
    }

    @Override
    public void setFloat(int parameterIndex, float value) throws SQLException {
        open().setFloat(parameterIndex, value);
    }

    @Override
    public void setDouble(int parameterIndex, double value) throws SQLException {
        open().setDouble(parameterIndex, value);
    }

    @Override
    public void setBigDecimal(int parameterIndex, BigDecimal value) throws SQLException {
        open().setBigDecimal(parameterIndex, value);
    }

    @Override
    public void setString(int parameterIndex, String value) throws SQLException {
        open().setString(parameterIndex, value);
    }

    @Override
    public void setBytes(int parameterIndex, byte[] value) throws SQLException {
        open().setBytes(parameterIndex, value);
    }

    @Override
    public void setDate(int parameterIndex, Date value) throws SQLException {
        open().setDate(parameterIndex, value);
    }

    @Override
    public void setTime(int parameterIndex, Time value) throws SQLException {
        open().setTime(parameterIndex, value);
    }

    @Override
    public void setTimestamp(int parameterIndex, Timestamp value) throws SQLException {
        open().setTimestamp(parameterIndex, value);
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream value, int length) throws SQLException {
        open().setAsciiStream(parameterIndex, value, length);
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int parameterIndex, InputStream value, int length) throws SQLException {
        open().setUnicodeStream(parameterIndex, value, length);
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream value, int length) throws SQLException {
        open().setBinaryStream(parameterIndex, value, length);
    }

    @Override
    public void clearParameters() throws SQLException {
        open().clearParameters();
    }

    @Override
    public void setObject(int parameterIndex, Object value, int targetSqlType) throws SQLException {
        open().setObject(parameterIndex, LentObject.given(value), targetSqlType);
    }

    @Override
    public void setObject(int parameterIndex, Object value) throws SQLException {
        open().setObject(parameterIndex, LentObject.given(value));
    }

    @Override
    public boolean execute() throws SQLException {
        long begun = begin();
        try {
            return executed(open().execute());
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }

    @Override
    public void addBatch() throws SQLException {
        open().addBatch();
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader reader, int length) throws SQLException {
        open().setCharacterStream(parameterIndex, reader, length);
    }

    @Override
    public void setRef(int parameterIndex, Ref value) throws SQLException {
        open().setRef(parameterIndex, LentObject.given(value));
    }

    @Override
    public void setBlob(int parameterIndex, Blob value) throws SQLException {
        open().setBlob(parameterIndex, LentObject.given(value));
    }

    @Override
    public void setClob(int parameterIndex, Clob value) throws SQLException {
        open().setClob(parameterIndex, LentObject.given(value));
    }

    @Override
    public void setArray(int parameterIndex, Array value) throws SQLException {
        open().setArray(parameterIndex, LentObject.given(value));
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return open().getMetaData();
    }

    @Override
    public void setDate(int parameterIndex, Date value, Calendar calendar) throws SQLException {
        open().setDate(parameterIndex, value, calendar);
    }

    @Override
    public void setTime(int parameterIndex, Time value, Calendar calendar) throws SQLException {
        open().setTime(parameterIndex, value, calendar);
    }

    @Override
    public void setTimestamp(int parameterIndex, Timestamp value, Calendar calendar) throws SQLException {
        open().setTimestamp(parameterIndex, value, calendar);
    }

    @Override
    public void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
        open().setNull(parameterIndex, sqlType, typeName);
    }

    @Override
    public void setURL(int parameterIndex, URL value) throws SQLException {
        open().setURL(parameterIndex, value);
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return open().getParameterMetaData();
    }

    @Override
    public void setRowId(int parameterIndex, RowId value) throws SQLException {
        open().setRowId(parameterIndex, value);
    }

    @Override
    public void setNString(int parameterIndex, String value) throws SQLException {
        open().setNString(parameterIndex, value);
    }

    @Override
    public void setNCharacterStream(int parameterIndex, Reader value, long length) throws SQLException {
        open().setNCharacterStream(parameterIndex, value, length);
    }

    @Override
    public void setNClob(int parameterIndex, NClob value) throws SQLException {
        open().setNClob(parameterIndex, LentObject.given(value));
    }

    @Override
    public void setClob(int parameterIndex, Reader reader, long length) throws SQLException {
        open().setClob(parameterIndex, reader, length);
    }

    @Override
    public void setBlob(int parameterIndex, InputStream inputStream, long length) throws SQLException {
        open().setBlob(parameterIndex, inputStream, length);
    }

    @Override
    public void setNClob(int parameterIndex, Reader reader, long length) throws SQLException {
        open().setNClob(parameterIndex, reader, length);
    }

    @Override
    public void setSQLXML(int parameterIndex, SQLXML value) throws SQLException {
        open().setSQLXML(parameterIndex, LentObject.given(value));
    }

    @Override
    public void setObject(int parameterIndex, Object value, int targetSqlType, int scaleOrLength) throws SQLException {
        open().setObject(parameterIndex, LentObject.given(value), targetSqlType, scaleOrLength);
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream value, long length) throws SQLException {
        open().setAsciiStream(parameterIndex, value, length);
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream value, long length) throws SQLException {
        open().setBinaryStream(parameterIndex, value, length);
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader reader, long length) throws SQLException {
        open().setCharacterStream(parameterIndex, reader, length);
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream value) throws SQLException {
        open().setAsciiStream(parameterIndex, value);
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream value) throws SQLException {
        open().setBinaryStream(parameterIndex, value);
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader reader) throws SQLException {
        open().setCharacterStream(parameterIndex, reader);
    }

    @Override
    public void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
        open().setNCharacterStream(parameterIndex, value);
    }

    @Override
    public void setClob(int parameterIndex, Reader reader) throws SQLException {
        open().setClob(parameterIndex, reader);
    }

    @Override
    public void setBlob(int parameterIndex, InputStream inputStream) throws SQLException {
        open().setBlob(parameterIndex, inputStream);
    }

    @Override
    public void setNClob(int parameterIndex, Reader reader) throws SQLException {
        open().setNClob(parameterIndex, reader);
    }

    @Override
    public void setObject(int parameterIndex, Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        open().setObject(parameterIndex, LentObject.given(value), targetSqlType, scaleOrLength);
    }

    @Override
    public void setObject(int parameterIndex, Object value, SQLType targetSqlType) throws SQLException {
        open().setObject(parameterIndex, LentObject.given(value), targetSqlType);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        long begun = begin();
        try {
            return changed(open().executeLargeUpdate());
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            ran(begun);
        }
    }
}
