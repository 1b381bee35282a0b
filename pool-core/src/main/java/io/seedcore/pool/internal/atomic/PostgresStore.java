package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.TransactionId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;

/** The decisions in a PostgreSQL database. */
final class PostgresStore extends JdbcStore {

    private static final String DUPLICATE = "23505";
    private static final String LOCK_TIMEOUT = "55P03";

    PostgresStore(Connection connection) {
        super(connection, "seedcore_tx.marker", "seedcore_tx.store", "clock_timestamp()");
    }

    /** The number of the advisory lock that a session holds while its decision is not committed. */
    static long lock(TransactionId id) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(id.random())).getLong();
    }

    @Override
    boolean isDuplicate(SQLException e) {
        return DUPLICATE.equals(e.getSQLState());
    }

    @Override
    boolean isLockTimeout(SQLException e) {
        return LOCK_TIMEOUT.equals(e.getSQLState());
    }

    @Override
    Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    String olderThan(Duration age) {
        return "created < clock_timestamp() - interval '" + age.toMillis() + " milliseconds'";
    }

    @Override
    public boolean endHolder(TransactionId id) throws SQLException {
        long lock = lock(id);
        List<Boolean> ended = Sql.query(
                connection(),
                "select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_locks where locktype = 'advisory'"
                        + " and database = (select oid from pg_catalog.pg_database where datname = current_database())"
                        + " and classid::bigint = ? and objid::bigint = ? and objsubid = 1 and granted",
                row -> row.getBoolean(1),
                lock >>> 32,
                lock & 0xFFFF_FFFFL);
        return ended.contains(true);
    }
}
