package io.seedcore.pool.internal;

import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.PoolUse;
import io.seedcore.pool.activity.RecentError;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.spi.ErrorLog;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The books on a pool's connections: which there are, how many there were, why they were closed. Thread-safe. */
final class Books {

    /** HikariCP retires a connection up to a quarter of its lifetime early. */
    private static final double EARLIEST_RECYCLE = 0.74;

    private final ConnectionPoolSettings settings;
    private final PoolListener listener;
    private final Set<PhysicalConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger invalid = new AtomicInteger();
    private final LongAdder created = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<EngineType, LongAdder> timeouts = forEach(type -> new LongAdder());
    private final LongAdder leaks = new LongAdder();
    private final LongAdder[] closed =
            Stream.of(CloseReason.values()).map(reason -> new LongAdder()).toArray(LongAdder[]::new);
    private final ErrorLog errors = new ErrorLog();
    private final Object past = new Object();
    private final Map<EngineType, UseTotals> pastUse = forEach(UseTotals::of);
    private volatile boolean shutdown;

    Books(ConnectionPoolSettings settings, PoolListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    private static <V> Map<EngineType, V> forEach(Function<EngineType, V> value) {
        Map<EngineType, V> values = new EnumMap<>(EngineType.class);
        for (EngineType type : EngineType.values()) {
            values.put(type, value.apply(type));
        }
        return Collections.unmodifiableMap(values);
    }

    private static <V> V of(EngineType type, Map<EngineType, V> values) {
        return Objects.requireNonNull(values.get(type));
    }

    /** Takes room for one more connection, to be given back by {@link #unreserve} unless it is {@link #opened}. */
    boolean reserve(int limit) {
        int now = live.get();
        while (now < limit) {
            if (live.compareAndSet(now, now + 1)) {
                return true;
            }
            now = live.get();
        }
        return false;
    }

    void unreserve() {
        live.decrementAndGet();
    }

    /** Connections that are being opened, open, or being closed: the server may see each of them. */
    int live() {
        return live.get();
    }

    void opened(PhysicalConnection connection) {
        open.add(connection);
        created.increment();
    }

    void openingFailed(DatabaseError error) {
        failed.increment();
        errors.record(error);
    }

    void statementFailed(DatabaseError error) {
        errors.record(error);
    }

    void timedOut(EngineType type, String code) {
        of(type, timeouts).increment();
        errors.record("timeout", code);
    }

    /** A caller was sent away without having waited. */
    void refused(String type, String code) {
        errors.record(type, code);
    }

    /** Latest first. */
    List<RecentError> recentErrors() {
        return errors.recent();
    }

    void leaked() {
        leaks.increment();
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
        synchronized (past) {
            open.remove(connection);
            pastUse.values().forEach(past -> past.add(connection));
        }
        live.decrementAndGet();
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

    /** The connections that are open now. */
    Collection<PhysicalConnection> open() {
        return Collections.unmodifiableSet(open);
    }

    int openCount() {
        return open.size();
    }

    /** Connections that borrowers hold. */
    int lent() {
        return (int)
                open.stream().filter(connection -> connection.lease() != null).count();
    }

    private int lent(EngineType type) {
        return (int) open.stream()
                .map(PhysicalConnection::lease)
                .filter(lease -> lease != null && lease.engineType() == type)
                .count();
    }

    /** What callers of one type have of the pool. */
    PoolUse use(EngineType type) {
        return new PoolUse(lent(type), of(type, timeouts).sum(), durations(type));
    }

    /** Connections that may be lent. */
    int idle() {
        return (int) open.stream().filter(PhysicalConnection::isIdle).count();
    }

    private PoolDurations durations(EngineType type) {
        UseTotals totals;
        synchronized (past) {
            totals = of(type, pastUse).copy();
            open.forEach(totals::add);
        }
        return totals.durations();
    }

    PoolDurations durations() {
        return durations(EngineType.SYNC).plus(durations(EngineType.ASYNC));
    }

    long created() {
        return created.sum();
    }

    long failed() {
        return failed.sum();
    }

    long timeouts() {
        return timeouts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long leaks() {
        return leaks.sum();
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
