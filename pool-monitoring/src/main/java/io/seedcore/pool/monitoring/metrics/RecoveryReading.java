package io.seedcore.pool.monitoring.metrics;

import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.InDoubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is known of the transactions over several databases that are in doubt in one of them.
 *
 * @param inDoubt how many are prepared there and not ended, those of the last few seconds included that their members are
 *     still at; as the last scan saw it
 * @param oldestSeconds how long the oldest of them has been prepared; 0 where there is none
 * @param lastScanSeconds how long ago the last scan was that reached every database; -1 before the first, and where one
 *     database alone is configured, which is not scanned
 */
public record RecoveryReading(int inDoubt, double oldestSeconds, double lastScanSeconds) {

    private static final double NEVER = -1;

    /** Of the database called {@code database}; asks nobody. */
    public static RecoveryReading of(AtomicTransactions transactions, String database) {
        List<Duration> ages = transactions.inDoubt().stream()
                .filter(each -> each.databases().contains(database))
                .map(InDoubt::age)
                .toList();
        return new RecoveryReading(
                ages.size(),
                ages.stream().mapToDouble(RecoveryReading::seconds).max().orElse(0),
                transactions
                        .recovery()
                        .lastScan()
                        .map(scan -> seconds(Duration.between(scan, Instant.now())))
                        .orElse(NEVER));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
