package io.seedcore.pool.spi;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.SlowQuery;
import io.seedcore.pool.event.EngineType;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How long the statements of one pool took, counted by who ran them, kind and size, and which were the slowest. Recording
 * takes no lock and allocates nothing, unless the statement is slower than those. Thread-safe.
 */
public final class QueryLog {

    private static final long[] BOUNDS = DurationCounts.BOUNDS_MILLIS.stream()
            .mapToLong(TimeUnit.MILLISECONDS::toNanos)
            .toArray();

    private final Map<QueryKind, Cells> sync;
    private final Map<QueryKind, Cells> async;
    private final SlowestQueries slowest;

    /**
     * For the statements of a database of that kind.
     *
     * @param shapes what of a statement's text may be shown: nothing that could be a value
     */
    public QueryLog(DatabaseKind database, UnaryOperator<String> shapes) {
        slowest = new SlowestQueries(shapes);
        sync = cells(database);
        async = cells(database);
    }

    private static Map<QueryKind, Cells> cells(DatabaseKind database) {
        Map<QueryKind, Cells> kinds = new EnumMap<>(QueryKind.class);
        Stream.of(QueryKind.values()).filter(kind -> kind.isOf(database)).forEach(kind -> kinds.put(kind, new Cells()));
        return kinds;
    }

    private Map<QueryKind, Cells> of(EngineType type) {
        return type == EngineType.SYNC ? sync : async;
    }

    /**
     * @param type who ran it
     * @param kind one that such a database has
     * @param text all of the statement, or its beginning
     */
    public void record(EngineType type, QueryKind kind, String text, long nanos) {
        Cells cells = of(type).get(kind);
        if (cells == null) {
            throw new IllegalArgumentException("no statement here is a " + kind);
        }
        cells.record(nanos);
        slowest.record(kind, text, nanos);
    }

    /** The slowest of the last hour, one of each shape, slowest first. */
    public List<SlowQuery> slowest() {
        return slowest.slowest();
    }

    /** What was counted of those who are of that type, for each kind there can be. */
    public Map<QueryKind, DurationCounts> counts(EngineType type) {
        // Whoever reads metrics does so regularly.
        slowest.forgetOld();
        Map<QueryKind, DurationCounts> counts = new EnumMap<>(QueryKind.class);
        of(type).forEach((kind, cells) -> counts.put(kind, cells.counts()));
        return Collections.unmodifiableMap(counts);
    }

    private static final class Cells {

        private final List<LongAdder> counts =
                Stream.generate(LongAdder::new).limit(BOUNDS.length + 1L).toList();
        private final LongAdder sum = new LongAdder();

        void record(long nanos) {
            int bucket = 0;
            while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
                bucket++;
            }
            counts.get(bucket).increment();
            sum.add(nanos);
        }

        DurationCounts counts() {
            List<Long> now = counts.stream().map(LongAdder::sum).toList();
            return new DurationCounts(now, Duration.ofNanos(sum.sum()));
        }
    }
}
