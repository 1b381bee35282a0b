package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.OpenedConnection;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.resilience.Circuit;
import io.seedcore.pool.resilience.Permit;
import io.seedcore.pool.resilience.RefusedException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Opens connections beside the pool, past any pooler: to ask how the database is, and for recovery. They are opened while
 * the database is down, too, which is how that is found out; but a login that was refused is presented again no sooner than
 * the pool may, nor by several at once. Thread-safe.
 */
final class DirectOpener {

    private final ConnectionPoolSettings settings;
    private final Vendor vendor;
    private final FirstLogin firstLogin;
    private final Circuit circuit;
    private final Circuit ofPool;

    /** @param ofPool what is known of the pool's own logins; of no use where a pooler stands between, which has its own users */
    DirectOpener(ConnectionPoolSettings settings, Vendor vendor, FirstLogin firstLogin, Circuit ofPool) {
        ConnectionPoolSettings.Target target = settings.target();
        this.settings = settings;
        this.vendor = vendor;
        this.firstLogin = firstLogin;
        this.ofPool = ofPool;
        this.circuit = target.directAddress().equals(target.address())
                ? ofPool
                : new Circuit(settings.name(), new PoolListener() {});
    }

    /**
     * Opens a connection; whoever calls closes it.
     *
     * @param timeout longest time for it; before the first login, once more as long for another attempt to log in
     * @throws LoginRefusedBeforeException without asking the server, while a login that was refused is not to be repeated
     * @throws LoginNotTriedException where all of its time went by while others logged in
     */
    OpenedConnection open(Duration timeout) throws SQLException {
        Duration connect = settings.times().connect();
        Duration longest = connect.compareTo(timeout) < 0 ? connect : timeout;
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            try (FirstLogin.Turn turn = firstLogin.turn(Duration.ofNanos(end - System.nanoTime()));
                    Permit permit = permit()) {
                try {
                    OpenedConnection opened =
                            vendor.open(settings.target().directAddress(), longest, turn, ready -> {});
                    permit.succeeded();
                    return opened;
                } catch (SQLException e) {
                    // Where another attempt failed, the circuit says what that means for this one.
                    if (!turn.wasHeldBack()) {
                        permit.failed(DatabaseError.whileConnecting(e).category(), e);
                        throw e;
                    }
                    if (System.nanoTime() - end > 0) {
                        // Where the other one was refused, this one is told so.
                        permit().close();
                        throw new LoginNotTriedException(longest);
                    }
                }
            }
        }
    }

    private Permit permit() throws SQLException {
        tryAgainWithOthers(circuit, settings.target().directAddress());
        tryAgainWithOthers(ofPool, settings.target().address());
        try {
            return circuit.permitToAsk();
        } catch (RefusedException e) {
            throw new LoginRefusedBeforeException(e.refusal());
        }
    }

    private void tryAgainWithOthers(Circuit circuit, DatabaseAddress address) {
        if (circuit.refusal().isPresent() && vendor.credentialsChanged(address)) {
            circuit.settingsChanged();
        }
    }
}
