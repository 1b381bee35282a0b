package io.seedcore.pool.benchmark.http;

import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Report;
import io.seedcore.pool.benchmark.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Runs a load test, shows its table, keeps it as a file, and ends with its {@code RESULT} line. */
public final class LoadCommand {

    private static final int NOTHING_SUCCEEDED = 1;
    private static final int WRONG_USE = 2;

    private LoadCommand() {}

    /** @param arguments the directory for the file, then the options */
    public static void main(String[] arguments) throws Exception {
        Optional<String> token =
                Optional.ofNullable(System.getenv("SEEDCORE_API_TOKEN")).filter(text -> !text.isEmpty());
        try {
            LoadTest test = LoadTest.of(List.of(arguments).subList(1, arguments.length), token);
            System.exit(run(test, Path.of(arguments[0])) ? 0 : NOTHING_SUCCEEDED);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + LoadTest.USAGE);
            System.exit(WRONG_USE);
        }
    }

    private static boolean run(LoadTest test, Path directory) throws Exception {
        Clients clients = new Clients(test);
        try {
            clients.knock();
        } catch (IOException e) {
            System.err.println("Nothing answers at " + test.url().getAuthority() + " ("
                    + e.getClass().getSimpleName() + "). Start the product first: mvn -Prun");
            return false;
        }
        Report report = Report.of("load", "load: " + test);
        Answers answers = new Answers();
        Duration took = clients.run(answers, new LoadProgress(System.err, test.length(), System.console() != null));
        report.publish(outcome(answers, took), directory);
        boolean someSucceeded = answers.failed() < answers.count();
        if (!someSucceeded && answers.byKind().containsKey("401")) {
            System.err.println(
                    "Every request was refused for its token: set SEEDCORE_API_TOKEN as the product has it.");
        }
        return someSucceeded;
    }

    static Outcome outcome(Answers answers, Duration took) {
        Histogram all = answers.all();
        Table table = new Table("answer", "requests", "per second", "p50, ms", "p90", "p99", "p99.9", "longest");
        answers.byKind().entrySet().stream()
                .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
                .forEach(kind -> row(table, kind.getKey(), kind.getValue(), took));
        if (answers.byKind().size() > 1) {
            row(table, "all", all, took);
        }
        return new Outcome()
                .table("Each client asks again as soon as it was answered.", table)
                .figure("requests", all.getTotalCount(), 0)
                .figure("per_second", Answers.perSecond(all.getTotalCount(), took), 1)
                .figure("failed", answers.failed(), 0)
                .figure("p50_ms", Answers.millis(all, 50), 2)
                .figure("p99_ms", Answers.millis(all, 99), 2)
                .figure("p999_ms", Answers.millis(all, 99.9), 2);
    }

    private static void row(Table table, String name, Histogram times, Duration took) {
        table.row(
                name,
                times.getTotalCount(),
                Answers.perSecond(times.getTotalCount(), took),
                Answers.millis(times, 50),
                Answers.millis(times, 90),
                Answers.millis(times, 99),
                Answers.millis(times, 99.9),
                Answers.millis(times, 100));
    }
}
