package io.seedcore.pool.atomic.protocol;

/** Something that must never be. */
record Violation(Kind kind, String text) {

    enum Kind {
        /** One database keeps its part, and another has lost it for ever. */
        SPLIT,
        /** The caller was told what is not so. */
        FALSE_REPORT,
        /** A branch stays prepared for ever, whatever recovery does. */
        STUCK
    }
}
