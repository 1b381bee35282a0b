package io.seedcore.pool.internal.session;

/** What a text can do to the session in which it runs, from least to most. */
enum SqlEffect {
    /** Provably nothing but work. */
    NONE,
    /** Something that its transaction alone has. */
    TRANSACTION,
    /** Perhaps something; a reset undoes it. */
    RESETTABLE,
    /** Something that no reset undoes: only the end of the session does. */
    LASTING
}
