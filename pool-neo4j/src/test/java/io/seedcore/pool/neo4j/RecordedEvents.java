package io.seedcore.pool.neo4j;

import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what happens, without the times. */
final class RecordedEvents implements PoolListener {

    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void connectionCreated(String pool, Duration took) {
        record(pool, "created", took.toNanos() > 0);
    }

    @Override
    public void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {
        record(pool, "failed " + error.label(), took.toNanos() > 0);
    }

    @Override
    public void acquisitionTimedOut(String pool, Duration waited) {
        record(pool, "timed out", waited.toMillis() >= 400);
    }

    @Override
    public void circuitChanged(String pool, CircuitState state, @Nullable Throwable cause) {
        record(pool, "circuit " + state.label(), (cause == null) == (state == CircuitState.CLOSED));
    }

    private void record(String pool, String event, boolean plausible) {
        events.add(pool + " " + event + (plausible ? "" : " after an odd time"));
    }
}
