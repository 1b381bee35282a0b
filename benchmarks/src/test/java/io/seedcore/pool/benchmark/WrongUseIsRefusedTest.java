package io.seedcore.pool.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUseIsRefusedTest {

    private record Ended(int status, String said) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "cycle --fast", "cycle spike"})
    void wrongUse_isToldTheNamesAndEndsWithStatus2(String arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.said()).contains("usage: benchmarks/run NAME [--quick]");
    }

    @Test
    void theNamesThatAreTold_areTheComparisonsThereAre() throws Exception {
        List<String> told = run("nonsense")
                .said()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        assertThat(told)
                .containsExactlyElementsOf(
                        Comparisons.ALL.stream().map(Comparison::name).toList());
    }

    /** As it is called from the module's directory, in which tests run. */
    private static Ended run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "run"));
        command.addAll(List.of(arguments.split(" ")));
        command.removeIf(String::isEmpty);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
