package io.seedcore.pool.spi;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.DurationCounts;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.SlowQuery;
import io.seedcore.pool.event.EngineType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How long the statements of one pool took, counted by who ran them, kind and size, and which were the slowest. Recording
 * takes no lock and allocates nothing, unless the statement is slower than those. Thread-safe.
 */
public final class QueryLog {

    private final DatabaseKind database;
    private final StatementTimes times = new StatementTimes();
    private final SlowestQueries slowest;

    /**
     * For the statements of a database of that kind.
     *
     * @param shapes what of a statement's text may be shown: nothing that could be a value
     */
    public QueryLog(DatabaseKind database, UnaryOperator<String> shapes) {
        this.database = database;
        this.slowest = new SlowestQueries(shapes);
    }

    /**
     * @param type who ran it
     * @param kind one that such a database has
     * @param text all of the statement, or its beginning
     */
    public void record(EngineType type, QueryKind kind, String text, long nanos) {
        if (!kind.isOf(database)) {
            throw new IllegalArgumentException("no statement here is a " + kind);
        }
        times.record(type, kind, nanos);
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
        for (QueryKind kind : QueryKind.values()) {
            if (kind.isOf(database)) {
                counts.put(kind, times.counts(type, kind));
            }
        }
        return Collections.unmodifiableMap(counts);
    }
}
