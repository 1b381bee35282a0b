package io.seedcore.pool;

import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ApplicationSettings;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.spi.PoolProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The place of one pool in the registry: opens it once, on first use. */
final class Slot {

    private final PoolSettings settings;
    private final PoolProvider provider;
    private final ApplicationSettings application;
    private final BeanClasses beans;
    private final PoolListener listener;
    private volatile @Nullable Pool pool;
    private boolean closed;

    Slot(
            PoolSettings settings,
            PoolProvider provider,
            ApplicationSettings application,
            BeanClasses beans,
            PoolListener listener) {
        this.settings = settings;
        this.provider = provider;
        this.application = application;
        this.beans = beans;
        this.listener = listener;
    }

    PoolSettings settings() {
        return settings;
    }

    /** Empty where it was closed before anybody needed it. */
    Optional<Pool> pool() {
        Pool opened = pool;
        return opened == null ? open() : Optional.of(opened);
    }

    private synchronized Optional<Pool> open() {
        Pool opened = pool;
        if (opened == null && !closed) {
            opened = provider.open(settings, application, beans, listener);
            pool = opened;
            listener.poolOpened(settings.name());
        }
        return Optional.ofNullable(opened);
    }

    /** Waits where somebody else is closing it. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Pool opened = pool;
        if (opened != null) {
            opened.close();
            listener.poolClosed(settings.name());
        }
    }
}
