package io.seedcore.pool.jakarta.internal.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of one request. Where a server lets several threads share a request, each of them has its own, because
 * none of what is kept here may be used by two threads.
 */
public class RequestInstances {

    private static final Logger LOG = LoggerFactory.getLogger(RequestInstances.class);

    private final Map<Place, Held> instances = new ConcurrentHashMap<>();

    /** The instance kept under {@code key}, opened now if there is none. */
    public <T> T get(Class<T> type, Object key, Supplier<T> open, Consumer<T> close) {
        Held held = instances.computeIfAbsent(new Place(Thread.currentThread(), key), place -> {
            T opened = open.get();
            return new Held(opened, () -> close.accept(opened));
        });
        return type.cast(held.instance());
    }

    /** Closes them all, each whatever becomes of the others. */
    void end() {
        for (Held held : instances.values()) {
            try {
                held.close().run();
            } catch (RuntimeException e) {
                LOG.warn("An instance of a request was not closed properly", e);
            }
        }
        instances.clear();
    }

    private record Place(Thread thread, Object key) {}

    private record Held(Object instance, Runnable close) {}
}
