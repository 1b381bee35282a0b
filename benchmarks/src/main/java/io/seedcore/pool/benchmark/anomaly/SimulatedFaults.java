package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.benchmark.Median;
import io.seedcore.pool.benchmark.Table;
import io.seedcore.pool.monitoring.anomaly.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Each fault once for each seed.
 *
 * @param found what was found of each, in the order of their seeds
 */
record SimulatedFaults(Map<Fault, List<Optional<Found>>> found) {

    /** @param last the last seed; the first one is {@code first} */
    static SimulatedFaults run(long first, long last) {
        Map<Fault, List<Optional<Found>>> found = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            found.put(
                    fault,
                    LongStream.rangeClosed(first, last)
                            .mapToObj(seed -> Injection.run(fault, seed))
                            .toList());
        }
        return new SimulatedFaults(found);
    }

    long injected() {
        return found.values().stream().mapToLong(List::size).sum();
    }

    long foundInTime() {
        return found.values().stream()
                .flatMap(List::stream)
                .filter(Optional::isPresent)
                .count();
    }

    Table table(long firstSeed) {
        Table table = new Table("", "injected", "found", "median, s", "longest, s", "by", "missed seeds");
        found.forEach((fault, all) -> {
            List<Found> inTime = all.stream().flatMap(Optional::stream).toList();
            List<Double> seconds = inTime.stream().map(Found::seconds).toList();
            table.row(
                    fault,
                    all.size(),
                    inTime.size(),
                    Median.of(seconds),
                    seconds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                    series(inTime),
                    missed(all, firstSeed));
        });
        return table;
    }

    private static String series(List<Found> inTime) {
        Map<Series, Long> counts =
                inTime.stream().collect(Collectors.groupingBy(Found::series, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String missed(List<Optional<Found>> all, long firstSeed) {
        List<String> seeds = new ArrayList<>();
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).isEmpty()) {
                seeds.add(Long.toString(firstSeed + at));
            }
        }
        return seeds.isEmpty() ? "-" : String.join(" ", seeds);
    }
}
