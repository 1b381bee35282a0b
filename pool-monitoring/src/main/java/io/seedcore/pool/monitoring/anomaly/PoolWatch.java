package io.seedcore.pool.monitoring.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One pool: makes the values of its series of what was counted between two looks. Not thread-safe. */
final class PoolWatch {

    /** Two looks that are further apart tell nothing of the time between: the machine slept, or the clock was set. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    /** An average of fewer is moved too far by one of them. */
    private static final int FEW_LOANS = 10;

    private static final int LOOKS_FOR_LOANS = 6;
    private static final int LOOKS_FOR_USE = 3;
    private static final int LOOKS_PER_MINUTE = 12;

    private final Map<Series, SeriesWatch> series = new EnumMap<>(Series.class);
    private final MeanOfEnough acquired = new MeanOfEnough(FEW_LOANS, LOOKS_FOR_LOANS);
    private final MeanOfEnough returned = new MeanOfEnough(FEW_LOANS, LOOKS_FOR_LOANS);
    // Seldom enough that each counts.
    private final MeanOfEnough created = new MeanOfEnough(1, 1);
    private final Deque<Double> use = new ArrayDeque<>();
    private final Deque<Double> errors = new ArrayDeque<>();
    private @Nullable PoolLook before;
    private Instant beforeAt = Instant.MIN;

    PoolWatch(String database) {
        Stream.of(Series.values()).forEach(each -> series.put(each, new SeriesWatch(database, each)));
    }

    void look(PoolLook look, Instant now) {
        PoolLook last = before;
        boolean inTime = now.isAfter(beforeAt) && !now.isAfter(beforeAt.plus(LONGEST_GAP));
        before = look;
        beforeAt = now;
        if (last == null || !inTime || !look.follows(last)) {
            clear();
            return;
        }
        take(Series.ACQUIRE, acquired.add(look.acquired().minus(last.acquired())), now);
        take(Series.USAGE, returned.add(look.returned().minus(last.returned())), now);
        take(Series.CREATION, created.add(look.created().minus(last.created())), now);
        take(Series.UTILIZATION, leastUse(100.0 * look.checkedOut() / look.size()), now);
        take(Series.ERRORS, errorsOfTheMinute(look.errors() - last.errors()), now);
    }

    private void clear() {
        acquired.clear();
        returned.clear();
        created.clear();
        use.clear();
        errors.clear();
    }

    private void take(Series each, double value, Instant now) {
        watch(each).look(value, now);
    }

    private SeriesWatch watch(Series each) {
        return Objects.requireNonNull(series.get(each));
    }

    /** A burst between two looks is no news, and neither is the one instant that a look happens to see. */
    private double leastUse(double percent) {
        keep(use, percent, LOOKS_FOR_USE);
        return use.size() < LOOKS_FOR_USE
                ? Double.NaN
                : use.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private double errorsOfTheMinute(long count) {
        keep(errors, count, LOOKS_PER_MINUTE);
        return errors.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void keep(Deque<Double> values, double latest, int most) {
        values.addLast(latest);
        if (values.size() > most) {
            values.removeFirst();
        }
    }

    List<Anomaly> anomalies() {
        return series.values().stream()
                .flatMap(watch -> Stream.ofNullable(watch.anomaly()))
                .toList();
    }

    /** How the last anomaly of that series ended; without meaning while none has. */
    Ending ending(Series each) {
        return watch(each).ending();
    }

    Map<Series, Double> scores() {
        Map<Series, Double> scores = new EnumMap<>(Series.class);
        series.forEach((each, watch) -> scores.put(each, watch.score()));
        return scores;
    }
}
