package io.seedcore.pool.benchmark.jmh;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL_METRICS;
import static io.seedcore.pool.benchmark.contestant.Contestant.DBCP2;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI_MICROMETER;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;
import static io.seedcore.pool.benchmark.contestant.Contestant.RAW;
import static io.seedcore.pool.benchmark.contestant.Contestant.TOMCAT;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.fixture.Server;
import java.util.List;

/** What borrowing and giving back costs while connections are idle. */
public final class CycleComparison implements Comparison {

    private static final List<Contestant> CONTESTANTS =
            List.of(OURS_METRICS, HIKARI, AGROAL_METRICS, OURS, HIKARI_MICROMETER, AGROAL, TOMCAT, DBCP2);

    @Override
    public String name() {
        return "cycle";
    }

    @Override
    public String question() {
        return "nanoseconds and bytes per borrow and return of an idle connection";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        try (Server server = Server.start()) {
            Jmh jmh = new Jmh(server.address(), effort);
            Rounds<Contestant> rounds = new Rounds<>(CONTESTANTS, effort, 3, 7);
            Measurements<Contestant> one =
                    rounds.run("1 thread", contestant -> jmh.measure(CycleBenchmark.class, "cycle", contestant, 1));
            Measurements<Contestant> two =
                    rounds.run("2 threads", contestant -> jmh.measure(CycleBenchmark.class, "cycle", contestant, 2));
            double driver =
                    jmh.measure(DriverBenchmark.class, "clearWarnings", RAW, 1).get(Jmh.PROCESSOR_NANOS);
            return outcome(one, two, driver);
        }
    }

    private static Outcome outcome(Measurements<Contestant> one, Measurements<Contestant> two, double driver) {
        Figures ours = one.of(OURS_METRICS);
        Figures hikari = one.of(HIKARI);
        return new Outcome()
                .table("1 thread; 10 connections open and idle; median of " + one.rounds() + " rounds.", table(one))
                .table("2 threads; median of " + two.rounds() + " rounds.", table(two))
                .note(String.format(
                        "In each of them: the driver's clearWarnings(), %.1f ns by itself, where the pool calls it.",
                        driver))
                .figure("ours_metrics_ns", ours.get(Jmh.NANOS), 1)
                .figure("ours_ns", one.of(OURS).get(Jmh.NANOS), 1)
                .figure("hikari_ns", hikari.get(Jmh.NANOS), 1)
                .figure("hikari_micrometer_ns", one.of(HIKARI_MICROMETER).get(Jmh.NANOS), 1)
                .figure("agroal_metrics_ns", one.of(AGROAL_METRICS).get(Jmh.NANOS), 1)
                .figure("agroal_ns", one.of(AGROAL).get(Jmh.NANOS), 1)
                .figure("ours_to_hikari", ours.get(Jmh.NANOS) / hikari.get(Jmh.NANOS), 3)
                .figure("ours_to_hikari_processor", ours.get(Jmh.PROCESSOR_NANOS) / hikari.get(Jmh.PROCESSOR_NANOS), 3)
                .figure("bytes_over_hikari", ours.get(Jmh.BYTES) - hikari.get(Jmh.BYTES), 0)
                .figure("driver_ns", driver, 1);
    }

    private static Table table(Measurements<Contestant> measurements) {
        Figures hikari = measurements.of(HIKARI);
        Table table = new Table("", "ns", "to HikariCP", "processor ns", "to HikariCP", "B");
        measurements.each((contestant, figures) -> table.row(
                contestant,
                figures.get(Jmh.NANOS),
                figures.get(Jmh.NANOS) / hikari.get(Jmh.NANOS),
                figures.get(Jmh.PROCESSOR_NANOS),
                figures.get(Jmh.PROCESSOR_NANOS) / hikari.get(Jmh.PROCESSOR_NANOS),
                figures.get(Jmh.BYTES)));
        return table;
    }
}
