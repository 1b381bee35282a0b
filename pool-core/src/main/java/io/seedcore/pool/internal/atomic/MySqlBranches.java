package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prepared branches of a server of MySQL or MariaDB. */
final class MySqlBranches implements Branches {

    private static final Logger LOG = LoggerFactory.getLogger(MySqlBranches.class);
    private static final int UNKNOWN = 1397;

    /** XA_RBROLLBACK: of a branch in which nothing was left to be stored, once its session is over. The server forgets it so. */
    private static final int NOTHING_IN_IT = 1402;

    private static final int NO_SUCH_THREAD = 1094;

    private final Connection connection;

    MySqlBranches(Connection connection) {
        this.connection = connection;
    }

    /** The server knows neither since when nor by whom; the session is in the name. */
    @Override
    public List<PreparedBranch> list() throws SQLException {
        return Sql.query(connection, "xa recover", MySqlBranches::name).stream()
                .flatMap(Optional::stream)
                .map(name -> new PreparedBranch(
                        name.id(), name.number(), Optional.of(Long.toString(name.session())), Optional.empty()))
                .toList();
    }

    private static Optional<XaName> name(ResultSet row) throws SQLException {
        int globalLength = row.getInt(2);
        String data = row.getString(4);
        return row.getInt(1) == TransactionId.XA_FORMAT && data.length() == globalLength + row.getInt(3)
                ? XaName.parse(data.substring(0, globalLength), data.substring(globalLength))
                : Optional.empty();
    }

    @Override
    public FinishAnswer commit(PreparedBranch branch) throws SQLException {
        return finish(connection, "commit", name(branch));
    }

    @Override
    public FinishAnswer rollback(PreparedBranch branch) throws SQLException {
        return finish(connection, "rollback", name(branch));
    }

    private static XaName name(PreparedBranch branch) {
        return new XaName(
                branch.id(), branch.number(), Long.parseLong(branch.owner().orElseThrow()));
    }

    static FinishAnswer finish(Connection connection, String verb, XaName name) throws SQLException {
        try {
            Sql.run(connection, "xa " + verb + " " + name.text());
            return FinishAnswer.DONE;
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case UNKNOWN -> FinishAnswer.NOT_FOUND;
                case NOTHING_IN_IT -> FinishAnswer.DONE;
                default -> throw e;
            };
        }
    }

    /** MariaDB lets nobody else finish a branch while the session lives that prepared it. */
    @Override
    public boolean endOwner(PreparedBranch branch) throws SQLException {
        try {
            Sql.run(connection, "kill " + name(branch).session());
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_THREAD) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Closing.quietly(connection, LOG);
    }
}
