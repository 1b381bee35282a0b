package io.seedcore.pool.it.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each drill in a few rounds, for its outcomes; figures are for the long form. */
@Tag("drills")
class DrillsIT {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @EnumSource(DrillName.class)
    void few_rounds_end_well(DrillName name) {
        int status = run(name.text(), "--runs", name == DrillName.SILENT_LOSS ? "6" : "2");
        assertThat(status).as(output()).isZero();
        assertThat(output().lines().toList().get(0)).matches("drill " + name.text() + ": seed \\d+, .*");
        assertThat(output().strip().lines().reduce("", (first, last) -> last))
                .matches("RESULT " + name.text() + " runs=\\d+( [a-z_0-9]+=-?\\d+)+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "kill --runs", "kill --runs 0", "kill --for 5", "kill --often 3"})
    void wrong_commands_are_told_what_there_is(String command) {
        assertThat(run(command.isEmpty() ? new String[0] : command.split(" "))).isEqualTo(2);
        assertThat(output()).contains("silent-loss, restart, kill").contains("--runs N");
    }

    @Test
    void chance_is_repeatable() {
        Assignment assignment = new Assignment(1, null, 42);
        assertThat(assignment.chance(3).nextLong())
                .isEqualTo(assignment.chance(3).nextLong());
    }

    private int run(String... arguments) {
        return DrillCommand.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
