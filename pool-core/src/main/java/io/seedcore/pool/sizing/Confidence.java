package io.seedcore.pool.sizing;

import java.util.Locale;

/** How far an advice may be trusted. */
public enum Confidence {
    /** Little was seen, or the pool was too small to show what would be asked of a larger one. */
    LOW,
    /** Enough was seen for an average, but not a whole day. */
    MEDIUM,
    /** A whole day was seen. */
    HIGH;

    /** In an answer: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
