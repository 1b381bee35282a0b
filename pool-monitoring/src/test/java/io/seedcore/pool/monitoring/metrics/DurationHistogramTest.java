package io.seedcore.pool.monitoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("metrics")
class DurationHistogramTest {

    private final DurationHistogram histogram = new DurationHistogram(List.of(0.001, 0.01));

    @Test
    void duration_as_long_as_the_end_of_a_bucket_is_in_it() {
        histogram.record(1_000_000);
        histogram.record(1_000_001);
        histogram.record(10_000_000);
        histogram.record(10_000_001);

        assertThat(histogram.counts()).containsExactly(1, 2, 1);
        assertThat(histogram.cumulative(1)).isEqualTo(3);
        assertThat(histogram.count()).isEqualTo(4);
    }

    @Test
    void sum_is_in_seconds() {
        histogram.record(1_500_000_000);
        histogram.record(250_000_000);

        assertThat(histogram.sum()).isCloseTo(1.75, within(1e-9));
    }

    @Test
    void nothing_is_lost_between_threads() {
        IntStream.range(0, 8).parallel().forEach(thread -> {
            for (int i = 0; i < 10_000; i++) {
                histogram.record(i);
            }
        });

        assertThat(histogram.count()).isEqualTo(80_000);
    }
}
