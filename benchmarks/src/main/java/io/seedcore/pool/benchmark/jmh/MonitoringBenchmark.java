package io.seedcore.pool.benchmark.jmh;

import io.seedcore.pool.activity.PoolActivity;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What those cost who ask how the pools are. No database is asked for it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MonitoringBenchmark {

    /** All pools on one page, as Prometheus asks for it. */
    @Benchmark
    public String page(WatchedPools watched) {
        return watched.product.page();
    }

    /** Who holds what in one pool. */
    @Benchmark
    public PoolActivity holders(WatchedPools watched) {
        return watched.first.activity();
    }
}
