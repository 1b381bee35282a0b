package io.seedcore.pool.benchmark.load;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.benchmark.Comparison;
import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Measurements;
import io.seedcore.pool.benchmark.Outcome;
import io.seedcore.pool.benchmark.Progress;
import io.seedcore.pool.benchmark.Rounds;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Product;
import io.seedcore.pool.benchmark.fixture.Server;
import io.seedcore.pool.sizing.Advice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Whether the size that the pool advises is as good as the best of all sizes. */
public final class AdviceComparison implements Comparison {

    private static final int LARGEST = 40;
    private static final List<Integer> SOME =
            List.of(1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32, 36, 40);

    /** The best are measured again beside the advised one: of many figures the highest is partly luck. */
    private static final int FINALISTS = 3;

    /** Longer than the advice looks at; the first round of checks begins it. */
    private static final Duration WATCHED = Duration.ofSeconds(22);

    private static final Duration SETTLE = Duration.ofMillis(250);
    private static final String THROUGHPUT = "loans/s";

    /** What is tried. */
    private record Size(int poolSize, int maxOverflow) {

        @Override
        public String toString() {
            return maxOverflow == 0 ? String.valueOf(poolSize) : poolSize + " + " + maxOverflow;
        }
    }

    @Override
    public String name() {
        return "advice";
    }

    @Override
    public String question() {
        return "throughput at the size that the pool advises, to that at the best of all sizes";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        Outcome outcome = new Outcome();
        Map<KnownLoad, Double> toBest = new HashMap<>();
        try (Server server = Server.start()) {
            Selects.makeTable(server);
            for (KnownLoad load : KnownLoad.values()) {
                toBest.put(load, measure(load, server.address(), effort, outcome));
            }
        }
        outcome.figure("loads", toBest.size(), 0).figure("worst_to_best", Collections.min(toBest.values()), 3);
        for (KnownLoad load : KnownLoad.values()) {
            outcome.figure(load.name().toLowerCase(Locale.ROOT), toBest.getOrDefault(load, Double.NaN), 3);
        }
        return outcome;
    }

    /** @return throughput at the advised size, as a part of that at the best one */
    private static double measure(KnownLoad load, Address address, Effort effort, Outcome outcome) throws Exception {
        Advice advice = advice(load, address);
        Progress.say(load + ": advised " + advice.poolSize() + " + " + advice.maxOverflow() + ", " + advice.because());
        Size advised = new Size(advice.poolSize(), advice.maxOverflow());
        try (Product product = Product.open(address)) {
            Measurements<Size> all = new Rounds<>(sizes(effort), effort, 1, 3)
                    .run(load + ", all sizes", size -> at(size, product.pool(), load, effort.of(1, 2)));
            List<Size> finalists = best(all);
            List<Size> last = new ArrayList<>(finalists);
            last.add(advised);
            Measurements<Size> again = new Rounds<>(last, effort, 7, 9)
                    .run(load + ", the best again", size -> at(size, product.pool(), load, effort.of(1, 3)));
            double best = finalists.stream()
                    .mapToDouble(size -> again.of(size).get(THROUGHPUT))
                    .max()
                    .orElseThrow();
            double toBest = again.of(advised).get(THROUGHPUT) / best;
            report(load, advice, all, again, outcome);
            return toBest;
        }
    }

    /** As an application at the default settings would find it. */
    private static Advice advice(KnownLoad load, Address address) throws Exception {
        try (Product product = Product.open(address)) {
            load.loansPerSecond(product.pool(), WATCHED);
            return product.advice();
        }
    }

    /** In no order, so that what the machine does meanwhile hits no range of sizes. */
    private static List<Size> sizes(Effort effort) {
        List<Integer> numbers = effort == Effort.QUICK
                ? SOME
                : IntStream.rangeClosed(1, LARGEST).boxed().toList();
        List<Size> sizes = new ArrayList<>();
        numbers.forEach(number -> sizes.add(new Size(number, 0)));
        Collections.shuffle(sizes, new Random(LARGEST));
        return sizes;
    }

    private static Figures at(Size size, ConnectionPool pool, KnownLoad load, int seconds) throws Exception {
        pool.resize(size.poolSize(), size.maxOverflow());
        load.loansPerSecond(pool, SETTLE);
        return new Figures().with(THROUGHPUT, load.loansPerSecond(pool, Duration.ofSeconds(seconds)));
    }

    private static List<Size> best(Measurements<Size> all) {
        Map<Size, Double> throughput = throughput(all);
        return throughput.keySet().stream()
                .sorted(Comparator.comparing((Size size) -> throughput.getOrDefault(size, 0.0))
                        .reversed())
                .limit(FINALISTS)
                .toList();
    }

    private static Map<Size, Double> throughput(Measurements<Size> measured) {
        Map<Size, Double> throughput = new HashMap<>();
        measured.each((size, figures) -> throughput.put(size, figures.get(THROUGHPUT)));
        return throughput;
    }

    private static void report(
            KnownLoad load, Advice advice, Measurements<Size> all, Measurements<Size> again, Outcome outcome) {
        Table table = new Table("size", THROUGHPUT, "again, beside the advised");
        Map<Size, Double> second = throughput(again);
        throughput(all).entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().poolSize()))
                .forEach(entry ->
                        table.row(entry.getKey(), entry.getValue(), second.getOrDefault(entry.getKey(), Double.NaN)));
        Size advised = new Size(advice.poolSize(), advice.maxOverflow());
        table.row("advised " + advised, Double.NaN, second.getOrDefault(advised, Double.NaN));
        outcome.table(load + ": " + load.title() + ". Advice at the default size: " + advice.because() + ".", table);
    }
}
