package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.resilience.Circuit;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One circuit for each server of a pool: the one of its address, or the members of a cluster. Thread-safe. */
final class Circuits {

    private final String pool;
    private final PoolListener listener;
    private final Map<String, Circuit> servers = new ConcurrentHashMap<>();
    private CircuitState told = CircuitState.CLOSED;

    Circuits(String pool, PoolListener listener) {
        this.pool = pool;
        this.listener = listener;
    }

    Circuit of(URI server) {
        return servers.computeIfAbsent(server.getAuthority(), name -> new Circuit(pool, new OneOfThem()));
    }

    /** As the server that is best reached: a cluster of which one member is down is not down. */
    CircuitState state() {
        return servers.values().stream()
                .map(Circuit::state)
                .min(Comparator.comparingInt(CircuitState::level))
                .orElse(CircuitState.CLOSED);
    }

    /** Lets the next connects through at once where the login was refused. */
    void loginChanged() {
        servers.values().forEach(Circuit::settingsChanged);
    }

    private final class OneOfThem implements PoolListener {

        @Override
        public void circuitChanged(String name, CircuitState state, @Nullable Throwable cause) {
            synchronized (Circuits.this) {
                CircuitState now = state();
                if (now != told) {
                    told = now;
                    listener.circuitChanged(pool, now, now == CircuitState.CLOSED ? null : cause);
                }
            }
        }
    }
}
