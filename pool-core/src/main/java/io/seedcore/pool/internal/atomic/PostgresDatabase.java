package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Readiness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL: decisions in {@code seedcore_tx.marker}, branches by PREPARE TRANSACTION. */
final class PostgresDatabase extends JdbcDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

    /** Held while the tables are made, as two members that make the same at once would trip over each other. */
    private static final long MAKING_TABLES = 0x5EEDC0DEL;

    private static final List<String> TABLES = List.of(
            "create schema if not exists seedcore_tx",
            "create table if not exists seedcore_tx.marker (gtrid text collate \"C\" primary key, outcome text not null"
                    + " check (outcome in ('COMMITTED', 'ABORTED')), participants text not null,"
                    + " created timestamptz not null, resolver text)",
            "create table if not exists seedcore_tx.store (one boolean primary key default true check (one),"
                    + " id text not null)");

    private volatile boolean hasSlots = true;

    PostgresDatabase(ConnectionPool pool, DirectConnections direct) {
        super(pool, direct);
    }

    @Override
    JdbcParticipant participant(Connection connection, Joining joining) throws SQLException {
        connection.setAutoCommit(false);
        PostgresParticipant participant = new PostgresParticipant(pool(), connection, joining, hasSlots);
        if (joining.cancellable()) {
            participant.beginOnServer();
        }
        return participant;
    }

    @Override
    DecisionStore store(Connection connection, Duration timeout) {
        return new PostgresStore(connection);
    }

    @Override
    Branches branches(Connection connection) {
        return new PostgresBranches(connection);
    }

    @Override
    void makeReady(Connection connection) throws SQLException {
        Sql.run(
                connection,
                "set session characteristics as transaction isolation level read committed, read write;"
                        + " set lock_timeout = '1s'; set synchronous_commit = on; set statement_timeout = 0");
        if (!Sql.text(connection, "select pg_catalog.pg_is_in_recovery()::text").equals("false")) {
            throw noPrimary();
        }
    }

    @Override
    Readiness check(Connection connection) throws SQLException {
        List<String> storeProblems = new ArrayList<>();
        Optional<String> id = Optional.empty();
        try {
            if (!tablesExist(connection)) {
                makeTables(connection);
            }
            storeProblems.addAll(wrongTables(connection));
            id = Optional.of(storeId(connection));
            tryOut(connection);
        } catch (SQLException e) {
            storeProblems.addAll(cannotWrite(connection, e));
        }
        int slots = Integer.parseInt(Sql.text(connection, "show max_prepared_transactions"));
        hasSlots = slots > 0;
        return new Readiness(
                storeProblems.isEmpty() ? id : Optional.empty(),
                storeProblems,
                prepareProblems(slots),
                Stream.concat(fewSlots(slots).stream(), durability(connection).stream())
                        .toList());
    }

    private static boolean tablesExist(Connection connection) throws SQLException {
        return Sql.text(
                        connection,
                        "select (to_regclass('seedcore_tx.marker') is not null"
                                + " and to_regclass('seedcore_tx.store') is not null)::text")
                .equals("true");
    }

    private void makeTables(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql.run(connection, "select pg_catalog.pg_advisory_xact_lock(" + MAKING_TABLES + ")");
            for (String statement : TABLES) {
                Sql.run(connection, statement);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        LOG.info(
                "{}: the tables seedcore_tx.marker and seedcore_tx.store were made, for commits over several databases",
                pool().name());
    }

    private static String storeId(Connection connection) throws SQLException {
        Sql.run(
                connection,
                "insert into seedcore_tx.store (id) values (" + Sql.quoted(TransactionId.newStoreId())
                        + ") on conflict do nothing");
        return Sql.text(connection, "select id from seedcore_tx.store");
    }

    /** What the protocol rests on: one decision per id, decided at once, byte by byte, for everybody to see. */
    private static List<String> wrongTables(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                "select 'seedcore_tx.marker needs a primary key on gtrid that is not deferrable: drop the table where no"
                        + " transaction is in doubt, and it is made again' where not exists (select from"
                        + " pg_catalog.pg_constraint c join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and"
                        + " a.attnum = c.conkey[1] where c.conrelid = 'seedcore_tx.marker'::regclass and c.contype = 'p'"
                        + " and not c.condeferrable and array_length(c.conkey, 1) = 1 and a.attname = 'gtrid')"
                        + " union all select 'alter table ' || oid::regclass || ' disable row level security' from"
                        + " pg_catalog.pg_class where oid in ('seedcore_tx.marker'::regclass,"
                        + " 'seedcore_tx.store'::regclass) and relrowsecurity",
                row -> row.getString(1));
    }

    private static void tryOut(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Sql.run(
                    connection,
                    "insert into seedcore_tx.marker (gtrid, outcome, participants, created) values ('trial of ' ||"
                            + " pg_catalog.pg_backend_pid(), 'ABORTED', '', clock_timestamp());"
                            + " update seedcore_tx.marker set resolver = '' where gtrid = 'trial of ' ||"
                            + " pg_catalog.pg_backend_pid(); delete from seedcore_tx.marker where gtrid = 'trial of ' ||"
                            + " pg_catalog.pg_backend_pid()");
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private List<String> cannotWrite(Connection connection, SQLException e) throws SQLException {
        if (e.getSQLState() == null || !e.getSQLState().startsWith("42")) {
            throw e;
        }
        String user = Sql.text(connection, "select quote_ident(current_user)");
        List<String> statements = new ArrayList<>();
        statements.add("The user " + user + " may not make or use the tables for decisions (" + e.getMessage()
                + "). Run as their owner:");
        statements.addAll(TABLES);
        statements.add("grant usage on schema seedcore_tx to " + user);
        statements.add("grant select, insert, update, delete on seedcore_tx.marker to " + user);
        statements.add("grant select, insert on seedcore_tx.store to " + user);
        return statements;
    }

    private List<String> prepareProblems(int slots) {
        String number = wanted() == Integer.MAX_VALUE ? " 100" : " " + wanted() + " for each member";
        return slots > 0
                ? List.of()
                : List.of("max_prepared_transactions is 0: set it to" + number
                        + " in postgresql.conf and restart the server");
    }

    /** {@link Integer#MAX_VALUE} for no limit. */
    private int wanted() {
        return pool().settings().limits().max();
    }

    private Optional<String> fewSlots(int slots) {
        return slots == 0 || slots >= wanted()
                ? Optional.empty()
                : Optional.of(
                        "SCP-420 " + pool().name() + ": max_prepared_transactions is " + slots + ", fewer than the "
                                + (wanted() == Integer.MAX_VALUE ? "unlimited" : wanted())
                                + " connections that this member alone may open. When all are taken, transactions over several"
                                + " databases are rolled back. Raise it to the sum over all members, or lower pool size and"
                                + " overflow.");
    }

    private Optional<String> durability(Connection connection) throws SQLException {
        return Sql.text(connection, "show fsync").equals("off")
                ? Optional.of(
                        "SCP-421 " + pool().name() + ": fsync is off. A power failure can lose what was committed,"
                                + " and split transactions over several databases. Fit for tests alone; set fsync = on.")
                : Optional.empty();
    }
}
