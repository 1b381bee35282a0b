package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.atomic.TransactionId;
import java.time.Duration;
import java.util.Optional;

/**
 * What a transaction tells a participant that begins.
 *
 * @param id the transaction's; empty where the transaction can have no participants but one that cannot prepare, because
 *     the databases in which its decision may stand were not known. Never empty where {@code prepare} is true
 * @param branch the number of the participant within the transaction, 0 to 99; different for each
 * @param joinable whether other databases may join the transaction; where not, it is committed by {@link
 *     Participant#commit()} alone, and need not know whether it has written
 * @param prepare whether it may have to be prepared, which some databases must be told at the beginning
 * @param cancellable whether other threads may cancel its statements at any moment, without a word to the participant
 * @param timeout how long the transaction may last; zero for no limit
 */
public record Joining(
        Optional<TransactionId> id,
        int branch,
        boolean joinable,
        boolean prepare,
        boolean cancellable,
        Duration timeout) {

    public Joining {
        if (prepare && id.isEmpty()) {
            throw new IllegalArgumentException("what may be prepared needs an id");
        }
    }

    /** A transaction of one database that no other one will join, without a limit, whose statements others may cancel. */
    public static Joining alone() {
        return new Joining(Optional.empty(), 0, false, false, true, Duration.ZERO);
    }
}
