package io.seedcore.pool.event;

import java.util.Locale;

/** Who borrows connections. */
public enum EngineType {
    /** A thread, which waits until it has one. */
    SYNC,
    /** Work that waits without a thread. */
    ASYNC;

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
