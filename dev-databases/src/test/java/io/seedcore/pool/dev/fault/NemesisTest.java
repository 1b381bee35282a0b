package io.seedcore.pool.dev.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NemesisTest {

    @Test
    void sameSeed_givesTheSameSteps() throws Exception {
        assertThat(steps(42)).isEqualTo(steps(42)).isNotEqualTo(steps(43));
    }

    @Test
    void description_namesSeedAndSteps() throws Exception {
        Nemesis nemesis = nemesis(7, new ArrayList<>());
        nemesis.next();
        assertThat(nemesis.toString()).startsWith("nemesis with seed 7: ").containsPattern("(one|two) for [012] ms");
    }

    @Test
    void harm_isUndone() throws Exception {
        List<String> events = new ArrayList<>();
        nemesis(1, events).next();
        assertThat(events).hasSize(2).last().isEqualTo("undone");
    }

    @Test
    void failingHarm_reachesTheCaller() {
        Nemesis.Step step = new Nemesis.Step(
                "broken",
                () -> {
                    throw new IllegalStateException("no");
                },
                () -> {});
        Nemesis nemesis = new Nemesis(1, List.of(step), Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(nemesis::next).isInstanceOf(IllegalStateException.class);
    }

    private static String steps(long seed) throws Exception {
        Nemesis nemesis = nemesis(seed, new ArrayList<>());
        for (int step = 0; step < 20; step++) {
            nemesis.next();
        }
        return nemesis.toString().replaceFirst("seed \\d+", "");
    }

    private static Nemesis nemesis(long seed, List<String> events) {
        List<Nemesis.Step> repertoire = List.of(step("one", events), step("two", events));
        return new Nemesis(seed, repertoire, Duration.ZERO, Duration.ofMillis(2));
    }

    private static Nemesis.Step step(String name, List<String> events) {
        return new Nemesis.Step(name, () -> events.add(name), () -> events.add("undone"));
    }
}
