package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.LoginTurn;
import io.seedcore.pool.internal.driver.OpenedConnection;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.session.SessionState;
import io.seedcore.pool.resilience.Circuit;
import io.seedcore.pool.resilience.Permit;
import io.seedcore.pool.resilience.Refusal;
import io.seedcore.pool.resilience.RefusedException;
import io.seedcore.pool.spi.QueryLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Opens connections, on the thread that asks: one permit of the circuit, one connect, one result. Thread-safe. */
final class Opener {

    private static final int UNKNOWN = -1;

    private final ConnectionPoolSettings settings;
    private final @Nullable QueryLog queries;
    private final Vendor vendor;
    private final FirstLogin firstLogin;
    private final Circuit circuit;
    private final Books books;
    private final ConnectionOwner owner;
    private final PoolListener listener;
    private final Refusals refusals;
    /** With which sessions begin, as {@link Connection} numbers it. */
    private volatile int isolation = UNKNOWN;

    Opener(
            ConnectionPoolSettings settings,
            @Nullable QueryLog queries,
            Vendor vendor,
            FirstLogin firstLogin,
            Circuit circuit,
            Books books,
            ConnectionOwner owner,
            PoolListener listener,
            Refusals refusals) {
        this.settings = settings;
        this.queries = queries;
        this.vendor = vendor;
        this.firstLogin = firstLogin;
        this.circuit = circuit;
        this.books = books;
        this.owner = owner;
        this.listener = listener;
        this.refusals = refusals;
    }

    /**
     * Opens a connection, within {@link #longest()}. While nobody has been let in, it begins anew each time when others
     * turn out to have presented a wrong password, as long as {@code atMost} leaves time for that.
     *
     * @param asking for whom
     * @return null where the server has no room for more, so that the caller is better off with one that comes back, or
     *     where there is no time to begin anew
     */
    @Nullable
    PhysicalConnection open(EngineType asking, Duration atMost) throws SQLException {
        long latest = System.nanoTime() + atMost.minus(longest()).toNanos();
        while (true) {
            long start = System.nanoTime();
            try (FirstLogin.Turn turn = firstLogin.turn();
                    Permit permit = circuit.permit()) {
                try {
                    return openAndEnter(asking, permit, turn, start);
                } catch (SQLException e) {
                    // Where another attempt failed, the circuit says what that means for this one.
                    if (!turn.wasHeldBack()) {
                        return failed(asking, permit, since(start), e);
                    }
                    if (System.nanoTime() - latest > 0) {
                        return null;
                    }
                }
            } catch (RefusedException e) {
                return refused(e.refusal());
            }
        }
    }

    /**
     * How long opening has no point because the server has no room for more, while others exist that may come back: who
     * tried nevertheless would be sent back into the line at once, again and again.
     */
    Optional<Duration> growthRefusedFor() {
        return books.live() == 0
                ? Optional.empty()
                : circuit.refusal().filter(Refusal::onlyGrowth).map(Refusal::nextTry);
    }

    /** How long one attempt may take: while nobody has been let in, it waits for another before its own. */
    Duration longest() {
        Duration connect = settings.times().connect();
        return firstLogin.isOver() ? connect : connect.multipliedBy(2);
    }

    private PhysicalConnection openAndEnter(EngineType asking, Permit permit, LoginTurn turn, long start)
            throws SQLException {
        AtomicReference<SessionState> session = new AtomicReference<>();
        OpenedConnection connection =
                vendor.open(settings.target().address(), settings.times().connect(), turn, ready -> {
                    session.set(SessionState.of(settings, queries, ready));
                    askForIsolation(ready);
                });
        boolean kept = false;
        try {
            PhysicalConnection opened =
                    new PhysicalConnection(connection, Objects.requireNonNull(session.get()), isolation, owner);
            permit.succeeded();
            listener.connectionCreated(settings.name(), asking, since(start));
            // Last: from now on its room is given back when it is closed, and no longer when opening fails.
            books.opened(opened);
            kept = true;
            return opened;
        } finally {
            if (!kept) {
                connection.socket().abort();
            }
        }
    }

    private void askForIsolation(Connection first) throws SQLException {
        if (isolation == UNKNOWN) {
            isolation = first.getTransactionIsolation();
        }
    }

    private @Nullable PhysicalConnection failed(EngineType asking, Permit permit, Duration took, SQLException failure)
            throws SQLException {
        DatabaseError error = DatabaseError.whileConnecting(failure);
        books.openingFailed(error);
        listener.connectionFailed(settings.name(), asking, ConnectError.of(failure), failure, took);
        ErrorCategory category = error.category();
        permit.failed(category, failure);
        if (category == ErrorCategory.FULL && othersExist()) {
            return null;
        }
        owner.openingFailed(category);
        throw refusals.refused(category, failure);
    }

    private @Nullable PhysicalConnection refused(Refusal refusal) throws SQLException {
        if (refusal.onlyGrowth() && othersExist()) {
            return null;
        }
        throw refusals.notTried(refusal.category(), refusal.nextTry(), refusal.cause());
    }

    /** The one that could not be opened is counted, too. */
    private boolean othersExist() {
        return books.live() > 1;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
