package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How transactions ended, for each database that had a part in them. Belongs to its pool and goes with it: a pool of the
 * same name that comes later starts from nothing, also while the one before still drains. Thread-safe.
 */
final class OutcomeCounts {

    private final Map<AtomicDatabase, LongAdder[]> counts = Collections.synchronizedMap(new WeakHashMap<>());

    void add(AtomicDatabase database, Verdict verdict) {
        LongAdder[] known = counts.get(database);
        LongAdder[] found = known == null ? counts.computeIfAbsent(database, none -> zeros()) : known;
        found[verdict.ordinal()].increment();
    }

    Map<Verdict, Long> of(AtomicDatabase database) {
        return numbers(counts.getOrDefault(database, zeros()));
    }

    /** Of a database that had no part in any. */
    static Map<Verdict, Long> none() {
        return numbers(zeros());
    }

    private static Map<Verdict, Long> numbers(LongAdder[] found) {
        Map<Verdict, Long> numbers = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            numbers.put(verdict, found[verdict.ordinal()].sum());
        }
        return numbers;
    }

    private static LongAdder[] zeros() {
        LongAdder[] zeros = new LongAdder[Verdict.values().length];
        Arrays.setAll(zeros, ignored -> new LongAdder());
        return zeros;
    }
}
