package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Progress;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the product's monitor finds of what goes wrong, and what it finds while nothing is wrong. Its thresholds were
 * chosen with {@link #TUNING} as the first seed, and are reported with others.
 */
public final class AnomaliesComparison implements Comparison {

    private static final long FIRST = 1;
    private static final long TUNING = 10_001;
    private static final int REPETITIONS = 40;
    private static final long FIRST_WEEK = 101;

    @Override
    public String name() {
        return "anomalies";
    }

    @Override
    public String question() {
        return "what of five faults is found within a minute, and how often something is found while all is well";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Outcome outcome = new Outcome();
        RealFaults real = RealFaults.run(effort.of(Duration.ofMillis(500), Duration.ofSeconds(5)));
        long found = real.found().values().stream().filter(Optional::isPresent).count();
        describe(outcome, real, effort);
        Progress.say("simulated faults");
        SimulatedFaults simulated = SimulatedFaults.run(FIRST, FIRST + REPETITIONS - 1);
        outcome.table(
                "Simulated pools of 10, 20 and 30 after an hour of normal load at any time of a working day, in a time of"
                        + " their own; seeds " + FIRST + " to " + (FIRST + REPETITIONS - 1) + " for each fault.",
                simulated.table(FIRST));
        if (effort == Effort.FULL) {
            outcome.table(
                    "The same with the seeds on which the thresholds were fixed, " + TUNING + " to "
                            + (TUNING + REPETITIONS - 1) + "; not counted.",
                    SimulatedFaults.run(TUNING, TUNING + REPETITIONS - 1).table(TUNING));
        }
        double perWeek = weeks(outcome, effort.of(6, 20));
        return outcome.figure("found", found + simulated.foundInTime(), 0)
                .figure("of", real.found().size() + simulated.injected(), 0)
                .figure("false_per_week", perWeek, 2);
    }

    private static void describe(Outcome outcome, RealFaults real, Effort effort) {
        Table table = new Table("", "found", "after, s", "by");
        real.found()
                .forEach((fault, found) -> table.row(
                        fault,
                        found.isPresent() ? "yes" : "no",
                        found.map(Found::seconds).orElse(Double.NaN),
                        found.map(first -> first.series().label()).orElse("-")));
        outcome.table(
                "Real: a pool of 10 for each fault, with four callers, on one PostgreSQL. "
                        + effort.of(
                                "Looks every 500 ms, which the monitor takes for 5 s; so do the seconds here.",
                                "Looks every 5 s, as in the product.")
                        + "\nAnomalies of pools to which nothing was done: " + real.elsewhere() + ".",
                table);
    }

    private static double weeks(Outcome outcome, int weeks) {
        Table table = new Table("seed", "false alarms", "which");
        int all = 0;
        for (long seed = FIRST_WEEK; seed < FIRST_WEEK + weeks; seed++) {
            List<Anomaly> alarms = CalmWeek.falseAlarms(seed);
            Progress.say("week of seed " + seed + ": " + alarms.size() + " false alarms");
            all += alarms.size();
            table.row(
                    Long.toString(seed),
                    alarms.size(),
                    alarms.isEmpty()
                            ? "-"
                            : alarms.stream()
                                    .map(alarm -> alarm.series().label() + " " + alarm.since())
                                    .toList());
        }
        outcome.table("Simulated weeks of normal rhythm of a pool of 20, from its start on.", table);
        return (double) all / weeks;
    }
}
