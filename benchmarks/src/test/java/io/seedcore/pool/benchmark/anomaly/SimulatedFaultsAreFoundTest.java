package io.seedcore.pool.benchmark.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedFaultsAreFoundTest {

    private static final long SEED = 501;

    @ParameterizedTest
    @EnumSource
    void everyFault_isFoundWithinAMinute_andTheSameWayEachTime(Fault fault) {
        Optional<Found> found = Injection.run(fault, SEED);

        assertThat(found)
                .hasValueSatisfying(first -> assertThat(first.seconds()).isBetween(5.0, Injection.BOUND));
        assertThat(Injection.run(fault, SEED)).isEqualTo(found);
    }
}
