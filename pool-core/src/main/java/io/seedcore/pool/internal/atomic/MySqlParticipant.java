package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.Joining;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part that MySQL or MariaDB has in a transaction: a local transaction, or a branch. Neither becomes the other later.
 */
final class MySqlParticipant extends JdbcParticipant {

    /** The limit of the server for a session that stalls while it has written a decision. */
    private static final int STALL_SECONDS = 15;

    /** The counters of rows written, with whatever engine. */
    private static final Set<String> COUNTERS = Set.of("Handler_write", "Handler_update", "Handler_delete");

    private static final Set<QueryKind> WRITES = EnumSet.of(QueryKind.INSERT, QueryKind.UPDATE, QueryKind.DELETE);

    /** Refused in any SQL mode, for a row that is given by its values. */
    private static final int NOT_NULL = 1048;

    /** XA_RBROLLBACK, XA_RBTIMEOUT, XA_RBDEADLOCK. */
    private static final Set<Integer> ROLLBACK_ONLY = Set.of(1402, 1613, 1614);

    private enum Progress {
        ACTIVE,
        ENDED,
        PREPARED,
        OVER
    }

    private final @Nullable XaName branch;
    private final String database;
    private final boolean mariaDb;
    /** Before the first statement; null where the server was not asked, and nothing can be told from what it counts later. */
    private volatile @Nullable Long rowsWrittenBefore;

    private volatile boolean changedRows;
    private Progress progress = Progress.ACTIVE;

    private MySqlParticipant(ConnectionPool pool, Connection loan, Joining joining, String database, boolean mariaDb)
            throws SQLException {
        super(pool, loan, joining);
        this.branch = joining.prepare()
                ? new XaName(
                        joining.id().orElseThrow(), joining.branch(), session().id())
                : null;
        this.database = database;
        this.mariaDb = mariaDb;
    }

    static MySqlParticipant begin(
            ConnectionPool pool, Connection loan, Joining joining, String database, boolean mariaDb)
            throws SQLException {
        MySqlParticipant begun = new MySqlParticipant(pool, loan, joining, database, mariaDb);
        begun.beginLocally();
        return begun;
    }

    private void beginLocally() throws SQLException {
        XaName name = branch;
        if (name == null) {
            connection().setAutoCommit(false);
        } else {
            Sql.run(connection(), "xa start " + name.text());
        }
    }

    @Override
    public boolean canPrepare() {
        return branch != null;
    }

    /** Whoever begins by writing is taken for one who has written, and the server need not be asked. */
    @Override
    void beforeFirstUse(QueryKind kind) throws SQLException {
        if (joining().joinable() && !WRITES.contains(kind)) {
            rowsWrittenBefore = rowsWritten(connection());
        }
    }

    @Override
    public void changed(QueryKind kind, long rows) {
        if (WRITES.contains(kind)) {
            changedRows = true;
        }
    }

    /** Where that is not known, by the session's counters: a function may write although its statement only reads. */
    @Override
    public boolean hasWritten() throws SQLException {
        if (!mayHaveBeenUsed()) {
            return false;
        }
        Long before = rowsWrittenBefore;
        return changedRows || before == null || rowsWritten(connection()) != before;
    }

    private static long rowsWritten(Connection connection) throws SQLException {
        // By a pattern, in which _ is any character: with a condition the server first gathers all of its counters.
        Map<String, Long> counters = new HashMap<>();
        Sql.query(
                connection,
                "show session status like 'Handler_%e'",
                row -> counters.put(row.getString(1), row.getLong(2)));
        counters.keySet().retainAll(COUNTERS);
        if (counters.size() != COUNTERS.size()) {
            throw new SQLException("the server does not say how many rows its session has written");
        }
        return counters.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Instant mark(TransactionId id, String store, List<String> participants) throws SQLException {
        boundSilence();
        Sql.run(
                connection(),
                "set session innodb_lock_wait_timeout = 2, "
                        + (mariaDb ? "idle_transaction_timeout = " : "wait_timeout = ") + STALL_SECONDS);
        try {
            // One row by its values: MariaDB takes three times as long for INSERT … SELECT.
            Sql.update(
                    connection(),
                    "insert into " + MySqlDatabase.table(database, "marker")
                            + " (gtrid, outcome, participants, created, holder) values (?, (select 'COMMITTED' from "
                            + MySqlDatabase.table(database, "store")
                            + " where id = ?), ?, utc_timestamp(6), connection_id())",
                    id.text(),
                    store,
                    String.join(",", participants));
        } catch (SQLException e) {
            if (e.getErrorCode() == NOT_NULL) {
                throw new SQLException(database() + ": the store of decisions is not " + store + " any more", e);
            }
            throw e;
        }
        return Sql.query(connection(), "select utc_timestamp(6)", row -> row.getObject(1, LocalDateTime.class))
                .get(0)
                .toInstant(ZoneOffset.UTC);
    }

    @Override
    public void prepare(TransactionId id) throws SQLException {
        boundSilence();
        XaName name = Objects.requireNonNull(branch);
        if (!name.id().equals(id)) {
            throw new IllegalArgumentException("a branch keeps the id with which it began");
        }
        Sql.run(connection(), "xa end " + name.text());
        progress = Progress.ENDED;
        Sql.run(connection(), "xa prepare " + name.text());
        progress = Progress.PREPARED;
    }

    @Override
    void commitLocally() throws SQLException {
        XaName name = branch;
        if (name == null) {
            connection().commit();
        } else {
            Sql.run(connection(), "xa end " + name.text());
            progress = Progress.ENDED;
            Sql.run(connection(), "xa commit " + name.text() + " one phase");
        }
        progress = Progress.OVER;
    }

    @Override
    void rollBackLocally() throws SQLException {
        XaName name = branch;
        if (name == null) {
            connection().rollback();
        } else if (progress == Progress.ACTIVE || progress == Progress.ENDED) {
            if (progress == Progress.ACTIVE) {
                endForRollback(name);
            }
            Sql.run(connection(), "xa rollback " + name.text());
        }
        progress = progress == Progress.PREPARED ? Progress.PREPARED : Progress.OVER;
    }

    /** The server may say that it can only be rolled back, after a deadlock for example. */
    private void endForRollback(XaName name) throws SQLException {
        try {
            Sql.run(connection(), "xa end " + name.text());
        } catch (SQLException e) {
            if (!ROLLBACK_ONLY.contains(e.getErrorCode())) {
                throw e;
            }
        }
    }

    @Override
    public FinishAnswer commitPrepared() throws SQLException {
        return finish("commit");
    }

    @Override
    public FinishAnswer rollbackPrepared() throws SQLException {
        return finish("rollback");
    }

    private FinishAnswer finish(String verb) throws SQLException {
        FinishAnswer answer = MySqlBranches.finish(connection(), verb, Objects.requireNonNull(branch));
        if (answer == FinishAnswer.DONE) {
            progress = Progress.OVER;
        }
        return answer;
    }

    /** A session that still has a branch can do nothing else: the pool closes it, and the server rolls back or detaches. */
    @Override
    public void release() {
        if (branch != null && progress != Progress.OVER) {
            discard();
        }
        super.release();
    }
}
