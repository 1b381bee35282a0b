package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolDurations;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.PoolActivity;
import io.seedcore.pool.event.EngineType;
import java.util.Map;

/** What is known of a driver's connections, summed over the servers it talks to. Never waits and never fails. */
interface PoolMetrics {

    Counts counts();

    PoolDurations durations();

    /** Empty where statements are not timed. */
    Map<QueryKind, DurationCounts> queries(EngineType type);

    /** Without holders and waiters, of which the driver tells nothing. */
    PoolActivity activity();

    /**
     * @param servers addresses with a pool of their own: one, or the members of a cluster that were used
     * @param lent connections in use
     * @param waiting callers waiting for one
     * @param created connections opened so far
     * @param timedOut callers that waited in vain
     * @param closed connections closed so far
     * @param failed attempts to open one that failed
     */
    record Counts(int servers, int lent, int idle, int waiting, long created, long timedOut, long closed, long failed) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    servers + other.servers,
                    lent + other.lent,
                    idle + other.idle,
                    waiting + other.waiting,
                    created + other.created,
                    timedOut + other.timedOut,
                    closed + other.closed,
                    failed + other.failed);
        }

        Counts withFailed(long attempts) {
            return new Counts(servers, lent, idle, waiting, created, timedOut, closed, attempts);
        }

        /** The counters alone, with every connection closed. */
        Counts closedForGood() {
            return new Counts(0, 0, 0, 0, created, timedOut, created, failed);
        }
    }
}
