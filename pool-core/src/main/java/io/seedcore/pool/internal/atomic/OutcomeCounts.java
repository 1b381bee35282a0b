package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.event.PoolListener;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How transactions ended, for each database that had a part in them. Thread-safe. */
final class OutcomeCounts implements PoolListener {

    private final Map<String, LongAdder[]> counts = new ConcurrentHashMap<>();

    void add(String database, Verdict verdict) {
        counts.computeIfAbsent(database, none -> zeros())[verdict.ordinal()].increment();
    }

    Map<Verdict, Long> of(String database) {
        LongAdder[] found = counts.getOrDefault(database, zeros());
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

    /** A pool of the same name that comes later starts from nothing, as its other counters do. */
    @Override
    public void poolClosed(String pool) {
        counts.remove(pool);
    }
}
