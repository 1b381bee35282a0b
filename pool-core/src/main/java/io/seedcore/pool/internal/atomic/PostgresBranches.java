package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prepared transactions of a PostgreSQL database. */
final class PostgresBranches implements Branches {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBranches.class);
    private static final String UNKNOWN = "42704";
    private static final String BUSY = "55000";

    private final Connection connection;

    PostgresBranches(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<PreparedBranch> list() throws SQLException {
        return Sql.query(
                        connection,
                        "select gid, case when owner <> current_user then owner end,"
                                + " (extract(epoch from now() - prepared) * 1000)::bigint from"
                                + " pg_catalog.pg_prepared_xacts where database = current_database()"
                                + " and gid like 's1.%' order by prepared",
                        row -> branch(row.getString(1), Optional.ofNullable(row.getString(2)), row.getLong(3)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<PreparedBranch> branch(String name, Optional<String> owner, long millis) {
        int dot = name.lastIndexOf('.');
        String number = name.substring(dot + 1);
        if (!number.matches("[0-9]{1,2}")) {
            return Optional.empty();
        }
        return TransactionId.parse(name.substring(0, dot))
                .map(id -> new PreparedBranch(
                        id, Integer.parseInt(number), owner, Optional.of(Duration.ofMillis(Math.max(0, millis)))));
    }

    @Override
    public FinishAnswer commit(PreparedBranch branch) throws SQLException {
        return finish("commit", branch);
    }

    @Override
    public FinishAnswer rollback(PreparedBranch branch) throws SQLException {
        return finish("rollback", branch);
    }

    /** Only as its owner: whoever had set a role when it was prepared, or a login that has been replaced since. */
    private FinishAnswer finish(String verb, PreparedBranch branch) throws SQLException {
        String name = JdbcParticipant.branchName(branch.id(), branch.number());
        if (branch.owner().isEmpty()) {
            return finish(connection, verb, name);
        }
        Sql.run(connection, "set role " + Sql.quoted(branch.owner().get()));
        try {
            return finish(connection, verb, name);
        } finally {
            Sql.run(connection, "reset role");
        }
    }

    static FinishAnswer finish(Connection connection, String verb, String name) throws SQLException {
        try {
            Sql.run(connection, verb + " prepared " + Sql.quoted(name));
            return FinishAnswer.DONE;
        } catch (SQLException e) {
            if (UNKNOWN.equals(e.getSQLState())) {
                return FinishAnswer.NOT_FOUND;
            }
            if (BUSY.equals(e.getSQLState())) {
                return FinishAnswer.BUSY;
            }
            throw e;
        }
    }

    /** Any session may finish a branch. */
    @Override
    public boolean endOwner(PreparedBranch branch) {
        return false;
    }

    @Override
    public void close() {
        Closing.quietly(connection, LOG);
    }
}
