package io.seedcore.pool.activity;

import java.util.List;

/**
 * What goes on in a pool, found out when asked: the threads that hold connections are looked at then, and borrowing
 * records nothing for it. Pools whose driver pools by itself know no holders and no waiters.
 *
 * @param holders who has connections, longest first; no more than {@link #MOST_SHOWN}
 * @param waiters who waits for one, in the order in which they came; no more than {@link #MOST_SHOWN}
 * @param slowest the slowest statements of the last hour by shape, slowest first; none where statements are not timed
 * @param errors what failed, latest first
 */
public record PoolActivity(
        List<Holder> holders, List<WaitingCaller> waiters, List<SlowQuery> slowest, List<RecentError> errors) {

    /** Looking at a thread takes some 50 µs, so there is a bound; how many there are in all, the pool's stats say. */
    public static final int MOST_SHOWN = 50;

    /** Where nothing is known. */
    public static final PoolActivity NONE = new PoolActivity(List.of(), List.of(), List.of(), List.of());

    public PoolActivity {
        holders = List.copyOf(holders);
        waiters = List.copyOf(waiters);
        slowest = List.copyOf(slowest);
        errors = List.copyOf(errors);
    }
}
