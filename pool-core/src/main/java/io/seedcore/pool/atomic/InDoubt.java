package io.seedcore.pool.atomic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that is prepared somewhere and not ended.
 *
 * @param id to give to {@link AtomicTransactions#settle}; whoever knows it can end its branches in MySQL, so do not publish it
 * @param databases where it has branches
 * @param age how long it has been seen, at least
 * @param decision what is decided, if that was seen
 */
public record InDoubt(String id, List<String> databases, Duration age, Optional<Decision> decision) {

    public InDoubt {
        databases = List.copyOf(databases);
    }
}
