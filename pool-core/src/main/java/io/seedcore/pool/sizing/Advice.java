package io.seedcore.pool.sizing;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.config.Durations;
import java.time.Duration;
import java.util.Locale;

/**
 * What size a pool should have: as many connections as were held at once in the busiest window on average, and half as many
 * for bursts; or as many as at the peaks that come again and again, where both together would not cover those.
 *
 * @param poolSize {@code ceil(loans per second × time held)}, or the peak
 * @param maxOverflow {@code poolSize / 2}
 * @param because the numbers it came from, in one line
 */
public record Advice(int poolSize, int maxOverflow, Confidence confidence, String because) {

    private static final int LARGEST = 10_000;
    private static final long FEW_LOANS = 1_000;
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    /** @param stats of the same pool, now */
    public static Advice of(Demand demand, PoolStats stats) {
        if (demand.loansPerSecond() == 0) {
            int overflow = (int) Math.min(LARGEST, (long) stats.maxSize() - stats.size());
            return new Advice(
                    stats.size(),
                    overflow,
                    Confidence.LOW,
                    "nothing was borrowed long enough to tell; keep what is set");
        }
        int size = Math.min(LARGEST, Math.max(1, demand.size()));
        return new Advice(size, size / 2, confidence(demand, stats), because(demand, stats));
    }

    private static Confidence confidence(Demand demand, PoolStats stats) {
        boolean little = demand.loans() < FEW_LOANS || demand.watched().compareTo(SHORT) < 0;
        if (little || wasTooSmall(demand, stats)) {
            return Confidence.LOW;
        }
        return demand.watched().compareTo(DAY) < 0 ? Confidence.MEDIUM : Confidence.HIGH;
    }

    /** No more can be held at once than there are, so what a full pool shows is the least that is needed. */
    private static boolean wasTooSmall(Demand demand, PoolStats stats) {
        return stats.timeouts() > 0 || stats.pending() > 0 || demand.peak() >= stats.maxSize();
    }

    private static String because(Demand demand, PoolStats stats) {
        String numbers = String.format(
                Locale.ROOT,
                "in the busiest %s s of %s s, %.1f connections per second were held %.1f ms each on average: %.2f at once,"
                        + " at peaks %d; %d loans in all",
                Durations.seconds(DemandWatch.WINDOW),
                demand.watched().toSeconds(),
                demand.loansPerSecond(),
                demand.held().toNanos() / 1e6,
                demand.connections(),
                demand.peak(),
                demand.loans());
        return wasTooSmall(demand, stats)
                ? numbers + "; all were lent, or callers waited (" + stats.timeouts()
                        + " in vain), so more may be needed"
                : numbers;
    }
}
