package io.seedcore.pool.benchmark.load;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.DBCP2;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;
import static io.seedcore.pool.benchmark.contestant.Contestant.RAW;
import static io.seedcore.pool.benchmark.contestant.Contestant.TOMCAT;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.fixture.ForkedJvm;
import io.seedcore.pool.benchmark.fixture.Server;
import java.nio.file.Path;
import java.util.List;

/** What a thousand pools cost one JVM. */
public final class PoolsComparison implements Comparison {

    private static final int POOLS = 1_000;
    private static final List<Contestant> CONTESTANTS = List.of(OURS_METRICS, HIKARI, AGROAL, TOMCAT, DBCP2, RAW);

    @Override
    public String name() {
        return "pools";
    }

    @Override
    public String question() {
        return "threads, heap and first borrow of 1,000 pools in one JVM";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        try (Server server = Server.start()) {
            Path address = server.address().write();
            return outcome(new Rounds<>(CONTESTANTS, effort, 1, 3)
                    .run(
                            POOLS + " pools",
                            contestant -> ForkedJvm.run(
                                    PoolsRun.class,
                                    List.of("-Xmx2g", "-XX:+UseSerialGC"),
                                    contestant.name(),
                                    POOLS,
                                    address)));
        }
    }

    private static Outcome outcome(Measurements<Contestant> figures) {
        double connection = figures.of(RAW).get("connected");
        Table table = new Table(
                "",
                "threads at rest",
                "at the peak",
                "KiB per pool",
                "with 1 connection",
                "of which the pool's",
                "first borrow, ms");
        figures.each((contestant, measured) -> table.row(
                contestant,
                (int) measured.get("threads"),
                (int) measured.get("peak"),
                measured.get("empty"),
                measured.get("connected"),
                measured.get("connected") - connection,
                measured.get("borrow")));
        return new Outcome()
                .table(
                        "1,000 pools, each with one idle connection, borrowed from one after the other; at rest is 12 s later.",
                        table)
                .figure("ours_threads", figures.of(OURS_METRICS).get("threads"), 0)
                .figure("ours_peak_threads", figures.of(OURS_METRICS).get("peak"), 0)
                .figure("ours_kib_per_pool", figures.of(OURS_METRICS).get("connected") - connection, 1)
                .figure("ours_first_borrow_ms", figures.of(OURS_METRICS).get("borrow"), 2)
                .figure("hikari_threads", figures.of(HIKARI).get("threads"), 0)
                .figure("hikari_peak_threads", figures.of(HIKARI).get("peak"), 0)
                .figure("hikari_kib_per_pool", figures.of(HIKARI).get("connected") - connection, 1)
                .figure("hikari_first_borrow_ms", figures.of(HIKARI).get("borrow"), 2);
    }
}
