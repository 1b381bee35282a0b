package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.ConnectionParticipant;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.atomic.spi.Readiness;
import io.seedcore.pool.atomic.spi.RelationalDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A relational database as the commit protocol sees it. What differs between the two kinds is in a class each. */
public abstract class JdbcDatabase implements RelationalDatabase {

    private final ConnectionPool pool;
    private final DirectConnections direct;

    JdbcDatabase(ConnectionPool pool, DirectConnections direct) {
        this.pool = pool;
        this.direct = direct;
    }

    public static JdbcDatabase of(ConnectionPool pool, DirectConnections direct) {
        return switch (pool.kind()) {
            case POSTGRESQL -> new PostgresDatabase(pool, direct);
            default -> new MySqlDatabase(pool, direct);
        };
    }

    final ConnectionPool pool() {
        return pool;
    }

    final String databaseName() {
        return pool.settings().target().directAddress().database();
    }

    @Override
    public final Readiness check(Duration timeout) throws SQLException {
        try (Connection connection = openDirect(timeout)) {
            return check(connection);
        }
    }

    abstract Readiness check(Connection connection) throws SQLException;

    @Override
    public final Participant begin(Joining joining) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            return begin(connection, joining);
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public final ConnectionParticipant begin(Connection connection, Joining joining) throws SQLException {
        try {
            return participant(connection, joining);
        } catch (SQLException | RuntimeException | Error e) {
            pool.evict(connection);
            throw e;
        }
    }

    abstract JdbcParticipant participant(Connection connection, Joining joining) throws SQLException;

    @Override
    public final DecisionStore openStore(Duration timeout) throws SQLException {
        return store(openDirect(timeout), timeout);
    }

    abstract DecisionStore store(Connection connection, Duration timeout);

    @Override
    public final Optional<Branches> openBranches(Duration timeout) throws SQLException {
        return Optional.of(branches(openDirect(timeout)));
    }

    abstract Branches branches(Connection connection);

    /** A connection to the primary, with autocommit, that sees committed data alone. */
    final Connection openDirect(Duration timeout) throws SQLException {
        Connection connection = direct.open(timeout);
        try {
            makeReady(connection);
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** @throws SQLException where the server takes no writes */
    abstract void makeReady(Connection connection) throws SQLException;

    final SQLException noPrimary() {
        return new SQLException(
                pool.name() + ": the server takes no writes, and decisions are looked up on the primary alone",
                "25006");
    }
}
