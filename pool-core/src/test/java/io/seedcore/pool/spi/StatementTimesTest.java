package io.seedcore.pool.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.event.EngineType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class StatementTimesTest {

    private static final int THREADS = 20;
    private static final int EACH = 10_000;

    private final StatementTimes times = new StatementTimes();

    @Test
    void whatManyThreadsCountAtOnce_isCountedExactly() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(new Thread(() -> {
                for (int statement = 0; statement < EACH; statement++) {
                    times.record(EngineType.SYNC, QueryKind.SELECT, TimeUnit.MILLISECONDS.toNanos(2));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        DurationCounts counted = times.counts(EngineType.SYNC, QueryKind.SELECT);
        assertThat(counted.counts().get(1)).isEqualTo(THREADS * EACH);
        assertThat(counted.count()).isEqualTo(THREADS * EACH);
        assertThat(counted.sum()).isEqualTo(Duration.ofMillis(2L * THREADS * EACH));
    }

    @Test
    void eachBoundEndsItsBucket_andWhatIsLongerThanAllHasOneOfItsOwn() {
        DurationCounts.BOUNDS_MILLIS.forEach(
                millis -> times.record(EngineType.SYNC, QueryKind.OTHER, TimeUnit.MILLISECONDS.toNanos(millis)));
        times.record(EngineType.SYNC, QueryKind.OTHER, TimeUnit.HOURS.toNanos(1));

        assertThat(times.counts(EngineType.SYNC, QueryKind.OTHER).counts())
                .hasSize(DurationCounts.BOUNDS_MILLIS.size() + 1)
                .containsOnly(1L);
    }

    @Test
    void typesAndKinds_areCountedApart() {
        for (EngineType type : EngineType.values()) {
            for (QueryKind kind : QueryKind.values()) {
                times.record(type, kind, type.ordinal() * 100L + kind.ordinal());
            }
        }

        for (EngineType type : EngineType.values()) {
            for (QueryKind kind : QueryKind.values()) {
                DurationCounts counted = times.counts(type, kind);
                assertThat(counted.count()).isEqualTo(1);
                assertThat(counted.sum().toNanos()).isEqualTo(type.ordinal() * 100L + kind.ordinal());
            }
        }
    }
}
