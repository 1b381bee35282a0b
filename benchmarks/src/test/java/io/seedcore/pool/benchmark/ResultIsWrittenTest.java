package io.seedcore.pool.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultIsWrittenTest {

    @Test
    void resultLine_holdsTheFiguresInTheirOrder() {
        Outcome outcome = new Outcome().figure("ours_ms", 61.25, 1).figure("connect_ms", 50, 0);
        assertThat(outcome.resultLine("spike")).isEqualTo("RESULT spike ours_ms=61.3 connect_ms=50");
    }

    @Test
    void contestants_areMeasuredInTurnAndTheMedianIsKept() throws Exception {
        List<String> asked = new ArrayList<>();
        Measurements<String> measurements = new Rounds<>(List.of("a", "b"), Effort.FULL, 3, 3)
                .run("test", contestant -> {
                    asked.add(contestant);
                    return new Figures().with("ns", asked.size() * (double) asked.size());
                });
        assertThat(asked).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(measurements.of("a").get("ns")).isEqualTo(9);
        assertThat(measurements.of("b").get("ns")).isEqualTo(16);
    }

    @Test
    void table_alignsItsColumns() {
        Table table = new Table("", "ns");
        table.row("ours", 110.0);
        table.row("another", 9.5);
        assertThat(table).hasToString("             ns\n  ours      110\n  another  9.50\n");
    }
}
