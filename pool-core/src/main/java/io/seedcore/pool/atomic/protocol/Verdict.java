package io.seedcore.pool.atomic.protocol;

import java.util.Locale;

/** What may be told to whoever asked for the commit. */
public enum Verdict {
    /** Stored everywhere, or about to be, whatever happens. */
    COMMITTED,
    /** Stored nowhere, for ever. */
    ROLLED_BACK,
    /** One of the two, the same everywhere, but not known now. */
    UNKNOWN;

    /** As the value of a metric's label: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
