package io.seedcore.pool.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.event.CircuitState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdviceTest {

    private final DemandWatch watch = new DemandWatch();
    private long now = -42;
    private long loans;
    private long heldMillis;

    private static PoolStats stats(long timeouts, int pending) {
        return new PoolStats(20, 30, 0, 0, 0, 0, pending, 0, 0, timeouts, 0, Map.of(), CircuitState.CLOSED);
    }

    private static final PoolStats CALM = stats(0, 0);

    /** Looks every 5 s while that many loans per second, each that long, come back. */
    private void load(int perSecond, int millis, Duration time) {
        look();
        for (long second = 0; second < time.toSeconds(); second += 5) {
            now += TimeUnit.SECONDS.toNanos(5);
            loans += 5L * perSecond;
            heldMillis += 5L * perSecond * millis;
            look();
        }
    }

    private void look() {
        long[] counts = new long[DurationCounts.BOUNDS_MILLIS.size() + 1];
        counts[3] = loans;
        watch.look(DurationCounts.of(counts, heldMillis), now);
    }

    @Test
    void size_isRateTimesTimeRoundedUp_overflowHalfOfIt() {
        load(330, 40, Duration.ofHours(1));

        Advice advice = Advice.of(watch.demand(), CALM);

        assertThat(advice.poolSize()).isEqualTo(14);
        assertThat(advice.maxOverflow()).isEqualTo(7);
        assertThat(advice.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(advice.because())
                .isEqualTo(
                        "in the busiest 15 s of 3600 s, 330.0 connections per second were held 40.0 ms each on average:"
                                + " 13.20 at once, at peaks 0; 1188000 loans in all");
    }

    @Test
    void busiestWindowDecides_whenItIsLongOver() {
        load(10, 10, Duration.ofMinutes(5));
        load(100, 200, Duration.ofSeconds(30));
        load(10, 10, Duration.ofMinutes(5));

        assertThat(watch.demand().connections()).isEqualTo(20.0);
        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(20);
    }

    @Test
    void burstShorterThanAWindow_countsForItsShareOfOne() {
        load(0, 0, Duration.ofMinutes(1));
        load(300, 100, Duration.ofSeconds(5));
        load(0, 0, Duration.ofMinutes(1));

        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(10);
    }

    /** A window in which so many connections are lent, and that much comes back at its end. */
    private void lentFor(int lent, int loansBack, int millisBack) {
        for (int sample = 0; sample < 150; sample++) {
            watch.sample(lent);
        }
        now += DemandWatch.WINDOW.toNanos();
        loans += loansBack;
        heldMillis += millisBack;
        look();
    }

    @Test
    void loanLongerThanAWindow_isOneConnection() {
        look();
        for (int window = 0; window < 39; window++) {
            lentFor(1, 0, 0);
        }
        lentFor(1, 1, 600_000);

        Advice advice = Advice.of(watch.demand(), CALM);

        assertThat(advice.poolSize()).isEqualTo(1);
        assertThat(advice.because()).contains("held 15000.0 ms each on average: 1.00 at once");
    }

    @Test
    void loanLongerThanAWindow_isOneMoreThanThoseThatCameBackBesideIt() {
        look();
        lentFor(3, 150, 30_000);
        lentFor(3, 151, 630_000);
        lentFor(2, 150, 30_000);

        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(3);
    }

    @Test
    void loansLongerThanAWindow_areAsManyConnectionsAsThereWere() {
        look();
        lentFor(12, 0, 0);
        lentFor(12, 12, 12 * 600_000);

        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(12);
    }

    /** Samples of one window and a look at the end of it, while two connections are held on average. */
    private void peaks(int samplesAtPeak, int peak) {
        look();
        window(samplesAtPeak, peak);
    }

    private void window(int samplesAtPeak, int peak) {
        for (int sample = 0; sample < 150; sample++) {
            watch.sample(sample < samplesAtPeak ? peak : 2);
        }
        now += DemandWatch.WINDOW.toNanos();
        loans += 150;
        heldMillis += 30_000;
        look();
    }

    @Test
    void peaksThatComeAgainAndAgain_areCoveredByTheSize() {
        peaks(4, 20);

        Advice advice = Advice.of(watch.demand(), CALM);

        assertThat(watch.demand().connections()).isEqualTo(2.0);
        assertThat(advice.poolSize()).isEqualTo(20);
        assertThat(advice.maxOverflow()).isEqualTo(10);
        assertThat(advice.because()).contains("10.0 connections per second", "2.00 at once, at peaks 20");
    }

    @Test
    void samplesOlderThanAWindow_areForgottenAlsoWhileNobodyLooks() {
        look();
        for (int sample = 0; sample < 1_000; sample++) {
            watch.sample(20);
        }
        window(0, 0);

        assertThat(watch.demand().peak()).isEqualTo(2);
    }

    @Test
    void peaksThatTheOverflowCovers_areLeftToIt() {
        peaks(50, 3);

        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(2);
    }

    @Test
    void peaksInLessThanOneOfFiftySamples_areNot() {
        peaks(3, 20);

        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(2);
    }

    @Test
    void peaksOfAnEarlierWindow_countWhenItWasTheBusiest() {
        peaks(50, 12);
        peaks(0, 0);

        assertThat(Advice.of(watch.demand(), CALM).poolSize()).isEqualTo(12);
    }

    @Test
    void poolThatWasLentOutAtItsPeaks_mayHaveBeenTooSmall() {
        peaks(50, 30);
        load(10, 10, Duration.ofHours(25));

        Advice advice = Advice.of(watch.demand(), CALM);

        assertThat(advice.poolSize()).isEqualTo(30);
        assertThat(advice.confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void nothingSeen_whatIsSetIsKept() {
        look();

        assertThat(Advice.of(watch.demand(), CALM))
                .isEqualTo(new Advice(
                        20, 10, Confidence.LOW, "nothing was borrowed long enough to tell; keep what is set"));
    }

    @Test
    void oneDay_isTrusted_butNotWhereCallersWaited() {
        load(10, 10, Duration.ofHours(25));

        assertThat(Advice.of(watch.demand(), CALM).confidence()).isEqualTo(Confidence.HIGH);
        Advice full = Advice.of(watch.demand(), stats(3, 0));
        assertThat(full.confidence()).isEqualTo(Confidence.LOW);
        assertThat(full.because()).endsWith("all were lent, or callers waited (3 in vain), so more may be needed");
    }

    @Test
    void fewMinutes_areNotTrusted() {
        load(1000, 1, Duration.ofMinutes(9));

        assertThat(Advice.of(watch.demand(), CALM).confidence()).isEqualTo(Confidence.LOW);
    }
}
