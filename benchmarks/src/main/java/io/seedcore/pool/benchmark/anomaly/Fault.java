package io.seedcore.pool.benchmark.anomaly;

import java.util.Locale;

/** What goes wrong. How badly, each injection draws for itself. */
enum Fault {
    /** A code path keeps its connections. */
    LEAK,
    /** A part of all calls runs a query that takes long. */
    SLOW_QUERY,
    /** Everything the database does takes longer and longer. */
    SLOWING_DATABASE,
    /** More callers than the pool can serve. */
    CONNECTION_STORM,
    /** Of several hosts the one in use dies. */
    DEAD_REPLICA;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
