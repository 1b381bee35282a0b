package io.seedcore.pool.benchmark.load;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.fixture.ForkedJvm;
import io.seedcore.pool.benchmark.fixture.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How long callers wait where there are more of them than connections. */
public final class ContendedComparison implements Comparison {

    private static final List<Contestant> CONTESTANTS = List.of(OURS_METRICS, HIKARI, AGROAL);

    @Override
    public String name() {
        return "contended";
    }

    @Override
    public String question() {
        return "wait for a connection with more callers than connections";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Outcome outcome = new Outcome();
        try (Server server = Server.start()) {
            Path address = server.address().write();
            for (int threads : new int[] {16, 32}) {
                Measurements<Contestant> waits = new Rounds<>(CONTESTANTS, effort, 3, 7)
                        .run(threads + " threads", contestant -> run(contestant, threads, effort, address));
                report(outcome, threads, waits);
            }
        }
        return outcome;
    }

    private static Figures run(Contestant contestant, int threads, Effort effort, Path address) throws Exception {
        return ForkedJvm.run(
                ContendedRun.class, List.of("-Xmx512m"), contestant.name(), threads, effort.of(3, 10), address);
    }

    private static void report(Outcome outcome, int threads, Measurements<Contestant> waits) {
        Table table = new Table("", "p50, µs", "p99, µs", "p99.9, µs", "longest, µs", "borrows/s");
        waits.each((contestant, figures) -> {
            table.row(
                    contestant,
                    figures.get("p50"),
                    figures.get("p99"),
                    figures.get("p99.9"),
                    figures.get("max"),
                    figures.get("borrows/s"));
            String prefix = contestant.name().replace("_METRICS", "").toLowerCase(Locale.ROOT) + "_" + threads + "_";
            outcome.figure(prefix + "p50_us", figures.get("p50"), 0)
                    .figure(prefix + "p99_us", figures.get("p99"), 0)
                    .figure(prefix + "p999_us", figures.get("p99.9"), 0);
        });
        outcome.table(
                threads + " callers for " + ContendedRun.CONNECTIONS
                        + " connections, each held for 1 ms, again and again; median of " + waits.rounds() + " rounds.",
                table);
    }
}
