package io.seedcore.pool.event;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes each event to every listener, and keeps what one of them throws from the pool and from the others. */
public final class Listeners implements PoolListener {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();

    public void add(PoolListener listener) {
        listeners.add(listener);
    }

    public void remove(PoolListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void poolOpened(String pool) {
        each(listener -> listener.poolOpened(pool));
    }

    @Override
    public void poolClosed(String pool) {
        each(listener -> listener.poolClosed(pool));
    }

    @Override
    public void connectionCreated(String pool, Duration took) {
        each(listener -> listener.connectionCreated(pool, took));
    }

    @Override
    public void connectionCreated(String pool, EngineType engineType, Duration took) {
        each(listener -> listener.connectionCreated(pool, engineType, took));
    }

    @Override
    public void connectionFailed(String pool, ConnectError error, Throwable cause, Duration took) {
        each(listener -> listener.connectionFailed(pool, error, cause, took));
    }

    @Override
    public void connectionFailed(
            String pool, EngineType engineType, ConnectError error, Throwable cause, Duration took) {
        each(listener -> listener.connectionFailed(pool, engineType, error, cause, took));
    }

    @Override
    public void connectionClosed(String pool, CloseReason reason) {
        each(listener -> listener.connectionClosed(pool, reason));
    }

    @Override
    public void connectionLeaked(String pool, Duration held) {
        each(listener -> listener.connectionLeaked(pool, held));
    }

    @Override
    public void acquisitionTimedOut(String pool, Duration waited) {
        each(listener -> listener.acquisitionTimedOut(pool, waited));
    }

    @Override
    public void circuitChanged(String pool, CircuitState state, @Nullable Throwable cause) {
        each(listener -> listener.circuitChanged(pool, state, cause));
    }

    private void each(Consumer<PoolListener> event) {
        for (PoolListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "Listener {} failed; the pool goes on",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
