package io.seedcore.pool.monitoring.anomaly;

/**
 * A pool at one moment; what is counted is counted since it exists.
 *
 * @param database its name
 * @param pool stands for the pool itself: another one of the same name is watched anew; compared by identity
 * @param size connections the pool keeps open ({@code pool_size})
 * @param checkedOut connections that are lent
 * @param acquired how long callers waited for connections they got
 * @param returned how long connections were lent that came back
 * @param created how long opening connections took
 * @param errors attempts to open one that failed, callers that waited in vain, and connections found unusable
 */
public record PoolLook(
        String database,
        Object pool,
        int size,
        int checkedOut,
        Timed acquired,
        Timed returned,
        Timed created,
        long errors) {

    /** Whether this may be the same pool later: counters only grow. */
    boolean follows(PoolLook before) {
        return acquired.count() >= before.acquired.count()
                && returned.count() >= before.returned.count()
                && created.count() >= before.created.count()
                && errors >= before.errors;
    }
}
