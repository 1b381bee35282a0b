package io.seedcore.pool.atomic.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No split, no false report, and no branch that recovery cannot end, in any order of events: members crash, stop and wake;
 * answers are lost; requests are carried out after those who sent them have died; sessions end; several recover at once.
 * And each rule of the protocol is needed: without it something is found ({@link Fault}; docs/decisions/0015 has a table of the
 * rules, and says which are shown elsewhere).
 *
 * <p>The usual scenarios are 2.1 million worlds, in seconds. With {@code -Dmodel.large=true} the largest are explored too: 56.8
 * million worlds in 264 seconds, with some GB of memory.
 */
@Tag("transactions")
class ProtocolModelTest {

    private static final int MOST_WORLDS = Integer.getInteger("model.worlds", 60_000_000);

    static Stream<Scenario> scenarios() {
        Stream<Scenario> usual = Stream.of(
                new Scenario(1, 2, false),
                new Scenario(1, 1, true, 0),
                new Scenario(1, 1, true, 1),
                new Scenario(2, 1, false),
                new Scenario(2, 1, true));
        Stream<Scenario> large = Boolean.getBoolean("model.large")
                ? Stream.of(new Scenario(2, 2, false), new Scenario(2, 2, true), new Scenario(2, 1, true, 1))
                : Stream.of();
        return Stream.concat(usual, large);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void protocol_neverSplitsNorLiesNorGetsStuck(Scenario scenario) {
        Exploration.Result result = Exploration.of(scenario, EnumSet.allOf(Violation.Kind.class), MOST_WORLDS);
        assertThat(result.violation()).isEmpty();
        assertThat(result.complete()).as("every world was visited").isTrue();
        assertThat(result.verdicts())
                .as("the model is not empty")
                .containsExactlyInAnyOrder(Verdict.COMMITTED, Verdict.ROLLED_BACK, Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void ruleSwitchedOff_isFoundOut(Fault fault) {
        Exploration.Result result = Exploration.of(fault.scenario(), EnumSet.of(fault.found), MOST_WORLDS);
        assertThat(result.violation()).isPresent();
    }
}
