package io.seedcore.pool.monitoring.event;

import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.anomaly.AnomalyListener;
import io.seedcore.pool.monitoring.anomaly.Ending;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last things worth knowing that happened in the pools: not what happens all the time. Thread-safe. */
public final class RecentEvents implements PoolListener, AnomalyListener {

    private static final int REMEMBERED = 50;

    /** How many of the latest events one that happens again may be among. */
    private static final int LOOKED_BACK = 6;

    private final Deque<PoolEvent> events = new ArrayDeque<>();
    private final Map<String, Boolean> up = new HashMap<>();

    /** Latest first. */
    public synchronized List<PoolEvent> latest() {
        return List.copyOf(events);
    }

    /** To be called after each round of health checks: whether databases went or came back. */
    public synchronized void look(Collection<String> names, HealthMonitor health) {
        up.keySet().retainAll(names);
        names.stream().map(health::of).filter(snapshot -> snapshot.known()).forEach(snapshot -> {
            Boolean before = up.put(snapshot.database(), snapshot.up());
            if (before == null ? !snapshot.up() : before != snapshot.up()) {
                happened(snapshot.database(), "health", snapshot.up() ? "up again" : "down: " + snapshot.error());
            }
        });
    }

    @Override
    public void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {
        happened(pool, "connect", "could not connect: " + error.label().replace('_', ' '));
    }

    @Override
    public void connectionClosed(String pool, CloseReason reason) {
        if (reason == CloseReason.INVALID) {
            happened(pool, "eviction", "closed a connection that was unusable or in doubt");
        }
    }

    @Override
    public void connectionLeaked(String pool, Duration held) {
        happened(pool, "leak", "a connection was not given back in time");
    }

    @Override
    public void acquisitionTimedOut(String pool, Duration waited) {
        happened(pool, "timeout", "a caller waited in vain");
    }

    @Override
    public void circuitChanged(String pool, CircuitState state, @Nullable Throwable cause) {
        // Half open lasts for one attempt.
        if (state == CircuitState.OPEN) {
            happened(pool, "circuit", "stopped opening connections; tries again now and then");
        } else if (state == CircuitState.CLOSED) {
            happened(pool, "circuit", "opens connections again");
        }
    }

    @Override
    public void began(Anomaly anomaly) {
        happened(anomaly.database(), "anomaly", anomaly.text());
    }

    @Override
    public void ended(Anomaly anomaly, Ending ending, Instant now) {
        happened(anomaly.database(), "anomaly", ending.text(anomaly, now));
    }

    @Override
    public void poolOpened(String pool) {
        happened(pool, "pool", "opened");
    }

    @Override
    public void poolClosed(String pool) {
        happened(pool, "pool", "closed");
    }

    /** What happens again and again, also in turn with something else, stays one event. */
    private synchronized void happened(String pool, String type, String text) {
        Instant now = Instant.now();
        PoolEvent event = new PoolEvent(pool, type, text, 1, now);
        PoolEvent before = events.stream()
                .limit(LOOKED_BACK)
                .filter(event::isLike)
                .findFirst()
                .orElse(null);
        if (before == null) {
            events.addFirst(event);
        } else {
            events.remove(before);
            events.addFirst(before.again(now));
        }
        if (events.size() > REMEMBERED) {
            events.removeLast();
        }
    }
}
