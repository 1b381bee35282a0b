package io.seedcore.pool.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs one comparison, shows its tables, keeps them as a file, and ends with its {@code RESULT} line. */
public final class BenchmarkCommand {

    private static final int WRONG_USE = 2;

    private BenchmarkCommand() {}

    /** @param arguments the directory for the file, the name of a comparison, and optionally {@code --quick} */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Optional<Comparison> comparison = Comparisons.ALL.stream()
                .filter(candidate -> words.size() > 1 && candidate.name().equals(words.get(1)))
                .findFirst();
        if (comparison.isEmpty()) {
            Comparisons.ALL.forEach(known -> System.err.println(known.name() + "  " + known.question()));
            System.exit(WRONG_USE);
        }
        Effort effort = words.contains("--quick") ? Effort.QUICK : Effort.FULL;
        run(comparison.orElseThrow(), effort, Path.of(words.get(0)));
        // Some of the pools compared leave threads behind.
        System.exit(0);
    }

    private static void run(Comparison comparison, Effort effort, Path directory) throws Exception {
        String quick = effort == Effort.QUICK ? " (quick)" : "";
        Report report = Report.of(comparison.name(), comparison.name() + quick + ": " + comparison.question());
        report.publish(comparison.run(effort), directory);
    }
}
