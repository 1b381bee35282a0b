package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.Joining;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part that PostgreSQL has in a transaction. */
final class PostgresParticipant extends JdbcParticipant {

    private static final String NO_ROLE = "none";

    private final boolean canPrepare;
    private String role = NO_ROLE;
    private @Nullable String prepared;

    PostgresParticipant(ConnectionPool pool, Connection connection, Joining joining, boolean canPrepare)
            throws SQLException {
        super(pool, connection, joining);
        this.canPrepare = canPrepare;
    }

    /** A time limit is kept by a cancellation, see {@link #beginOnServer()}. */
    @Override
    public void begins(Statement statement, QueryKind kind) throws SQLException {
        super.begins(statement, kind);
        if (statement.getQueryTimeout() > 0) {
            beginOnServer();
        }
    }

    /**
     * The driver sends BEGIN together with the first statement, and the server goes on to that statement also when BEGIN
     * was cancelled: it would be stored by itself, whatever becomes of the transaction. So nothing may be cancelled before
     * BEGIN is done.
     */
    void beginOnServer() throws SQLException {
        if (session().transactionClosed()) {
            Sql.run(connection(), "select 1");
        }
    }

    /** Whether the server has any slots for it; whether one is free shows when it prepares. */
    @Override
    public boolean canPrepare() {
        return canPrepare;
    }

    @Override
    public boolean hasWritten() throws SQLException {
        if (session().transactionClosed()) {
            return false;
        }
        return Sql.query(
                        connection(),
                        "select pg_catalog.txid_current_if_assigned() is not null, pg_catalog.current_setting('role')",
                        row -> {
                            role = row.getString(2);
                            return row.getBoolean(1);
                        })
                .get(0);
    }

    /**
     * The advisory lock is how recovery finds this session, should it stall: the server shows who holds it. A timeout of
     * the application's must not hit what follows, and neither must its role.
     */
    @Override
    public Instant mark(TransactionId id, String store, List<String> participants) throws SQLException {
        boundSilence();
        String roleOff = role.equals(NO_ROLE) ? "" : "; set local role none";
        String roleOn = role.equals(NO_ROLE) ? "" : "; set local role " + Sql.quoted(role);
        Instant created = null;
        try (Statement statement = connection().createStatement()) {
            boolean rows = statement.execute("set local synchronous_commit = on; set local statement_timeout = 0;"
                    + " set local idle_in_transaction_session_timeout = '15s'; set local lock_timeout = '2s'" + roleOff
                    + "; select pg_catalog.pg_advisory_xact_lock(" + PostgresStore.lock(id) + ")"
                    + "; insert into seedcore_tx.marker (gtrid, outcome, participants, created) select "
                    + Sql.quoted(id.text()) + ", 'COMMITTED', " + Sql.quoted(String.join(",", participants))
                    + ", clock_timestamp() from seedcore_tx.store where id = " + Sql.quoted(store)
                    + " returning created"
                    + roleOn);
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    created = lastTime(statement, created);
                }
                rows = statement.getMoreResults();
            }
        }
        if (created == null) {
            throw new SQLException(database() + ": the store of decisions is not " + store + " any more");
        }
        return created;
    }

    private static @Nullable Instant lastTime(Statement statement, @Nullable Instant before) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            if (!row.getMetaData().getColumnName(1).equals("created") || !row.next()) {
                return before;
            }
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /**
     * In a failed transaction, and outside any, PostgreSQL answers PREPARE with success and does something else. The
     * driver knows the server's state after each answer, so both are excluded before.
     */
    @Override
    public void prepare(TransactionId id) throws SQLException {
        if (session().transactionFailed() || session().transactionClosed()) {
            throw new SQLException(database() + ": no transaction is open that could be prepared", "25P01");
        }
        boundSilence();
        String name = branchName(id, branch());
        prepared = name;
        Sql.run(connection(), "set local statement_timeout = 0; prepare transaction " + Sql.quoted(name));
        if (!session().transactionClosed()) {
            throw new SQLException(database() + ": PREPARE TRANSACTION left a transaction open");
        }
    }

    @Override
    void commitLocally() throws SQLException {
        connection().commit();
    }

    @Override
    void rollBackLocally() throws SQLException {
        if (!connection().getAutoCommit()) {
            connection().rollback();
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
        connection().setAutoCommit(true);
        return PostgresBranches.finish(connection(), verb, Objects.requireNonNull(prepared));
    }
}
