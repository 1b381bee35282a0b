package io.seedcore.pool.internal;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections that HikariCP asks for, and keeps the books on all that were opened. */
final class ConnectionCreator extends PlainDataSource {

    /** HikariCP retires a connection up to a quarter of its lifetime early. */
    private static final double EARLIEST_RECYCLE = 0.74;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCreator.class);

    private final ConnectionPoolSettings settings;
    private final Vendor vendor;
    private final PoolListener listener;
    private final LongAdder created = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder[] closed =
            Stream.of(CloseReason.values()).map(reason -> new LongAdder()).toArray(LongAdder[]::new);
    private final AtomicInteger invalid = new AtomicInteger();
    private volatile boolean shutdown;
    private volatile @Nullable ConnectFailure lastFailure;

    /** A failed attempt to connect. */
    record ConnectFailure(SQLException cause, long atNanos) {}

    ConnectionCreator(ConnectionPoolSettings settings, PoolListener listener) {
        this.settings = settings;
        this.vendor = Vendor.of(settings);
        this.listener = listener;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long start = System.nanoTime();
        try {
            Connection connection =
                    vendor.open(settings.target().address(), settings.times().connect());
            created.increment();
            lastFailure = null;
            listener.connectionCreated(settings.name(), Duration.ofNanos(System.nanoTime() - start));
            return new PhysicalConnection(connection, this);
        } catch (SQLException e) {
            failed.increment();
            lastFailure = new ConnectFailure(e, System.nanoTime());
            listener.connectionFailed(
                    settings.name(), ConnectError.of(e), e, Duration.ofNanos(System.nanoTime() - start));
            throw e;
        }
    }

    /** HikariCP's idea of it: the settings' connect timeout stands. */
    @Override
    public void setLoginTimeout(int seconds) {
        LOG.trace("{}: login timeout of {} s is not used", settings.name(), seconds);
    }

    /** How long HikariCP waits for a connect that is under way when it shuts down. */
    @Override
    public int getLoginTimeout() {
        return (int) Math.max(1, settings.times().connect().toSeconds());
    }

    /** From now on connections are closed because the pool is. */
    void shutdown() {
        shutdown = true;
    }

    void condemned(CloseReason reason) {
        if (reason == CloseReason.INVALID) {
            invalid.incrementAndGet();
        }
    }

    void closed(PhysicalConnection connection, @Nullable CloseReason condemnedFor) {
        if (condemnedFor == CloseReason.INVALID) {
            invalid.decrementAndGet();
        }
        CloseReason reason = condemnedFor == null ? reason(connection) : condemnedFor;
        closed[reason.ordinal()].increment();
        listener.connectionClosed(settings.name(), reason);
    }

    private CloseReason reason(PhysicalConnection connection) {
        if (shutdown) {
            return CloseReason.SHUTDOWN;
        }
        boolean old = settings.times()
                .recycle()
                .filter(recycle -> connection.ageNanos() >= recycle.toNanos() * EARLIEST_RECYCLE)
                .isPresent();
        return old ? CloseReason.RECYCLE : CloseReason.INVALID;
    }

    /** The last attempt to connect, where it failed, and did so after {@code sinceNanos}. */
    Optional<SQLException> failureSince(long sinceNanos) {
        ConnectFailure failure = lastFailure;
        return failure == null || failure.atNanos() - sinceNanos < 0 ? Optional.empty() : Optional.of(failure.cause());
    }

    long created() {
        return created.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** Connections found unusable that are not closed yet. */
    int invalid() {
        return invalid.get();
    }

    Map<CloseReason, Long> closed() {
        Map<CloseReason, Long> counts = new EnumMap<>(CloseReason.class);
        for (CloseReason reason : CloseReason.values()) {
            long count = closed[reason.ordinal()].sum();
            if (count > 0) {
                counts.put(reason, count);
            }
        }
        return counts;
    }
}
