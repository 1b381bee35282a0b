package io.seedcore.pool.spi;

import io.seedcore.pool.QueryKind;
import io.seedcore.pool.activity.SlowQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The slowest statements of the last hour, one of each shape. A statement that is not slower than those that are kept
 * costs one comparison, and one that is slow as usual a look at how slow its text has been: only then is its shape made.
 * Thread-safe.
 */
final class SlowestQueries {

    private static final int KEPT = 10;
    private static final int TEXTS = 100;
    private static final Duration MEMORY = Duration.ofHours(1);

    /** Below it, making a shape would take a share of the statement's own time that can be noticed. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Comparator<SlowQuery> BY_TIME = Comparator.comparing(SlowQuery::took);

    private final UnaryOperator<String> shapes;
    private final Map<String, SlowQuery> kept = new HashMap<>();
    /** How slow each of some texts has been at most, as long as what is kept was told so. */
    private final Map<String, Long> slowestOfText = new ConcurrentHashMap<>();

    private volatile long bar = LEAST_NANOS;

    SlowestQueries(UnaryOperator<String> shapes) {
        this.shapes = shapes;
    }

    void record(QueryKind kind, String text, long nanos) {
        if (nanos > bar && nanos > slowestOfText.getOrDefault(text, 0L)) {
            keep(new SlowQuery(shapes.apply(text), kind, Duration.ofNanos(nanos), Instant.now()), text);
        }
    }

    private synchronized void keep(SlowQuery query, String text) {
        forgetOld();
        if (slowestOfText.size() == TEXTS) {
            slowestOfText.clear();
        }
        slowestOfText.merge(text, query.took().toNanos(), Math::max);
        kept.merge(query.shape(), query, (one, other) -> BY_TIME.compare(one, other) < 0 ? other : one);
        if (kept.size() > KEPT) {
            kept.remove(fastest().shape());
        }
        setBar();
    }

    /** To be called now and then: else what was slow an hour ago keeps out what is slow now. */
    synchronized void forgetOld() {
        Instant earliest = Instant.now().minus(MEMORY);
        if (kept.values().removeIf(query -> query.at().isBefore(earliest))) {
            slowestOfText.clear();
            setBar();
        }
    }

    private void setBar() {
        bar = kept.size() < KEPT ? LEAST_NANOS : fastest().took().toNanos();
    }

    private SlowQuery fastest() {
        return kept.values().stream().min(BY_TIME).orElseThrow();
    }

    /** Slowest first. */
    synchronized List<SlowQuery> slowest() {
        forgetOld();
        return kept.values().stream().sorted(BY_TIME.reversed()).toList();
    }
}
