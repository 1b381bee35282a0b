package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.TransactionId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The decisions in a database of MySQL or MariaDB. */
final class MySqlStore extends JdbcStore {

    private static final int DUPLICATE = 1062;
    private static final int LOCK_TIMEOUT = 1205;
    private static final int NO_SUCH_THREAD = 1094;

    private final String markers;

    MySqlStore(Connection connection, String database) {
        super(
                connection,
                MySqlDatabase.table(database, "marker"),
                MySqlDatabase.table(database, "store"),
                "utc_timestamp(6)");
        this.markers = MySqlDatabase.table(database, "marker");
    }

    @Override
    boolean isDuplicate(SQLException e) {
        return e.getErrorCode() == DUPLICATE;
    }

    @Override
    boolean isLockTimeout(SQLException e) {
        return e.getErrorCode() == LOCK_TIMEOUT;
    }

    @Override
    Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    @Override
    String olderThan(Duration age) {
        return "created < utc_timestamp(6) - interval " + age.toMillis() * 1000 + " microsecond";
    }

    /**
     * A decision that is not committed says which session wrote it. It is looked at for that alone, and never for what was
     * decided.
     */
    @Override
    public boolean endHolder(TransactionId id) throws SQLException {
        if (find(id).isPresent()) {
            return false;
        }
        for (Long holder : uncommittedHolders(id)) {
            try {
                Sql.run(connection(), "kill " + holder);
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() != NO_SUCH_THREAD) {
                    throw e;
                }
            }
        }
        return false;
    }

    private List<Long> uncommittedHolders(TransactionId id) throws SQLException {
        Sql.run(connection(), "set session transaction isolation level read uncommitted");
        try {
            return Sql.query(
                    connection(),
                    "select holder from " + markers + " where gtrid = ? and holder is not null",
                    row -> row.getLong(1),
                    id.text());
        } finally {
            Sql.run(connection(), "set session transaction isolation level read committed");
        }
    }
}
