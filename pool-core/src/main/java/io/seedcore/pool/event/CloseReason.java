package io.seedcore.pool.event;

import java.util.Locale;

/** Why a pool closed a connection. */
public enum CloseReason {
    /** It was returned while enough idle connections were kept. */
    OVERFLOW,
    /** It was older than the pool's recycle time. */
    RECYCLE,
    /** It was found unusable, or its state was in doubt. */
    INVALID,
    /** The pool was closed. */
    SHUTDOWN,
    /** The driver keeps the reason to itself. */
    OTHER;

    /** As a metric label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
