package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.DecisionStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions in a table. Every statement is a transaction of its own. */
abstract class JdbcStore implements DecisionStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    /** A decision that is in the way may be removed before it is read; once is bad luck. */
    private static final int TRIALS = 3;

    private final Connection connection;
    private final String markers;
    private final String store;
    private final String now;

    /**
     * @param markers the table of decisions
     * @param store the table with the id
     * @param now what the server's clock shows when the statement reaches it
     */
    JdbcStore(Connection connection, String markers, String store, String now) {
        this.connection = connection;
        this.markers = markers;
        this.store = store;
        this.now = now;
    }

    final Connection connection() {
        return connection;
    }

    @Override
    public final String id() throws SQLException {
        return Sql.text(connection, "select id from " + store);
    }

    @Override
    public final Optional<Marker> find(TransactionId id) throws SQLException {
        return Sql.query(
                        connection,
                        "select " + columns() + " from " + markers + " where gtrid = ?",
                        this::marker,
                        id.text())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private String columns() {
        return "gtrid, outcome, participants, created, resolver, " + now;
    }

    private Optional<Marker> marker(ResultSet row) throws SQLException {
        Optional<TransactionId> id = TransactionId.parse(row.getString(1));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        List<String> participants = Arrays.stream(row.getString(3).split(","))
                .filter(name -> !name.isEmpty())
                .toList();
        return Optional.of(new Marker(
                id.get(),
                Decision.valueOf(row.getString(2)),
                participants,
                time(row, 4),
                row.getString(5),
                time(row, 6)));
    }

    @Override
    public final Optional<Marker> settle(TransactionId id, String resolver) throws SQLException {
        return settleByHand(id, Decision.ABORTED, resolver);
    }

    @Override
    public final Optional<Marker> settleByHand(TransactionId id, Decision decision, String resolver)
            throws SQLException {
        for (int trial = 0; trial < TRIALS; trial++) {
            try {
                Sql.update(
                        connection,
                        "insert into " + markers
                                + " (gtrid, outcome, participants, created, resolver) values (?, ?, '', " + now
                                + ", ?)",
                        id.text(),
                        decision.name(),
                        resolver);
            } catch (SQLException e) {
                if (isLockTimeout(e)) {
                    return Optional.empty();
                }
                if (!isDuplicate(e)) {
                    throw e;
                }
            }
            Optional<Marker> found = find(id);
            if (found.isPresent()) {
                return found;
            }
        }
        throw new SQLException("a decision was removed again and again before it could be read");
    }

    @Override
    public final boolean stamp(TransactionId id, String resolver) throws SQLException {
        // A value that was not there before, as a row that stays the same need not be written.
        return Sql.update(
                        connection,
                        "update " + markers + " set resolver = ? where gtrid = ? and outcome = 'COMMITTED'",
                        resolver + " " + Long.toString(System.nanoTime(), 36),
                        id.text())
                == 1;
    }

    /** One by one, each by its key: with a list of keys MySQL may read all rows, and wait for those of others. */
    @Override
    public final void remove(Collection<TransactionId> ids, Decision decision) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + markers + " where gtrid = ? and outcome = ?")) {
            for (TransactionId id : ids) {
                delete.setString(1, id.text());
                delete.setString(2, decision.name());
                delete.addBatch();
            }
            delete.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public final List<Marker> olderThan(
            String realm, Decision decision, Duration age, Optional<TransactionId> behind, int limit)
            throws SQLException {
        String first = "s1." + realm + ".";
        return Sql.query(
                        connection,
                        "select " + columns() + " from " + markers
                                + " where gtrid like ? and gtrid > ? and outcome = ? and " + olderThan(age)
                                + " order by gtrid limit " + limit,
                        this::marker,
                        first + "%",
                        behind.map(TransactionId::text).orElse(first),
                        decision.name())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public final void close() {
        Closing.quietly(connection, LOG);
    }

    /** Whether a decision with this id stands there. */
    abstract boolean isDuplicate(SQLException e);

    /** Whether a transaction that is not over kept us waiting too long. */
    abstract boolean isLockTimeout(SQLException e);

    abstract Instant time(ResultSet row, int column) throws SQLException;

    abstract String olderThan(Duration age);
}
