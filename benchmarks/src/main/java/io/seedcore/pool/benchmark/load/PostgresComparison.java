package io.seedcore.pool.benchmark.load;

import static io.seedcore.pool.benchmark.contestant.Contestant.AGROAL;
import static io.seedcore.pool.benchmark.contestant.Contestant.HIKARI;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_ALWAYS_PING;
import static io.seedcore.pool.benchmark.contestant.Contestant.OURS_METRICS;

import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import io.seedcore.pool.benchmark.fixture.Server;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is left of the throughput of raw connections when each query borrows its connection. */
public final class PostgresComparison implements Comparison {

    private static final int THREADS = 4;
    private static final int SIZE = 20;
    private static final int SLICES_PER_SECOND = 5;
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final int WARM_UPS = 3;
    private static final int WARM_UP_SECONDS = 4;
    private static final List<Contestant> CONTESTANTS = List.of(OURS_METRICS, HIKARI, AGROAL, OURS_ALWAYS_PING);

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String question() {
        return "throughput of selects, each on a connection borrowed for it, to that of connections that are kept";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Map<Contestant, OpenPool> pools = new EnumMap<>(Contestant.class);
        try (Server server = Server.start()) {
            Selects.makeTable(server);
            try {
                return outcome(measure(pools, server.address(), effort));
            } finally {
                pools.values().forEach(OpenPool::close);
            }
        }
    }

    private static Measurements<Contestant> measure(Map<Contestant, OpenPool> pools, Address address, Effort effort)
            throws Exception {
        for (Contestant contestant : CONTESTANTS) {
            OpenPool pool = contestant.open(Terms.healthy(address, SIZE));
            pools.put(contestant, pool);
            pool.warmUp(SIZE);
        }
        try (OpenPool driver = Contestant.RAW.open(Terms.healthy(address, THREADS));
                Selects raw = Selects.keeping(driver.dataSource(), THREADS)) {
            // In several passes: the compiler drops what it assumed of the driver's code when the next pool comes. Raw
            // connections run beside each, and would be compiled long before the first pool that is measured.
            for (int pass = 0; pass < WARM_UPS; pass++) {
                Rounds.warmUp(CONTESTANTS, contestant -> compare(pool(pools, contestant), raw, WARM_UP_SECONDS));
            }
            return new Rounds<>(CONTESTANTS, effort, 7, 15)
                    .run("selects", contestant -> compare(pool(pools, contestant), raw, effort.of(2, 4)));
        }
    }

    private static OpenPool pool(Map<Contestant, OpenPool> pools, Contestant contestant) {
        @Nullable OpenPool pool = pools.get(contestant);
        if (pool == null) {
            throw new IllegalStateException(contestant + " is not open");
        }
        return pool;
    }

    /** In turn with raw connections, so often that what the machine does besides hits both. */
    private static Figures compare(OpenPool pool, Selects raw, int seconds) throws Exception {
        Selects borrowing = Selects.borrowing(pool.dataSource(), THREADS);
        double borrowed = 0;
        double kept = 0;
        int slices = seconds * SLICES_PER_SECOND;
        for (int slice = 0; slice < slices; slice++) {
            borrowed += borrowing.perSecond(SLICE) / slices;
            kept += raw.perSecond(SLICE) / slices;
        }
        return new Figures()
                .with("selects/s", borrowed)
                .with("raw selects/s", kept)
                .with("to raw", borrowed / kept);
    }

    private static Outcome outcome(Measurements<Contestant> figures) {
        Table table = new Table("", "selects/s", "raw connections beside it", "to raw");
        figures.each((contestant, measured) -> table.row(
                contestant, measured.get("selects/s"), measured.get("raw selects/s"), measured.get("to raw")));
        return new Outcome()
                .table(
                        THREADS + " threads, each select by primary key on a connection borrowed for it; median of "
                                + figures.rounds() + " rounds.",
                        table)
                .figure("throughput_to_raw", figures.of(OURS_METRICS).get("to raw"), 3)
                .figure("throughput_always_ping", figures.of(OURS_ALWAYS_PING).get("to raw"), 3)
                .figure("hikari_to_raw", figures.of(HIKARI).get("to raw"), 3)
                .figure("agroal_to_raw", figures.of(AGROAL).get("to raw"), 3)
                .figure("selects_per_second", figures.of(OURS_METRICS).get("selects/s"), 0);
    }
}
