package io.seedcore.pool.benchmark;

import io.seedcore.pool.benchmark.anomaly.AnomaliesComparison;
import io.seedcore.pool.benchmark.jmh.CycleComparison;
import io.seedcore.pool.benchmark.jmh.MonitoringComparison;
import io.seedcore.pool.benchmark.jmh.StatementComparison;
import io.seedcore.pool.benchmark.load.AdviceComparison;
import io.seedcore.pool.benchmark.load.ContendedComparison;
import io.seedcore.pool.benchmark.load.DatabaseDownComparison;
import io.seedcore.pool.benchmark.load.PoolsComparison;
import io.seedcore.pool.benchmark.load.PostgresComparison;
import io.seedcore.pool.benchmark.load.SpikeComparison;
import io.seedcore.pool.benchmark.load.StaleComparison;
import io.seedcore.pool.benchmark.transaction.TransactionComparison;
import java.util.List;

/** The comparisons there are. {@code benchmarks/run} names them too, to refuse a wrong name before it builds. */
final class Comparisons {

    static final List<Comparison> ALL = List.of(
            new CycleComparison(),
            new StatementComparison(),
            new MonitoringComparison(),
            new ContendedComparison(),
            new SpikeComparison(),
            new DatabaseDownComparison(),
            new StaleComparison(),
            new PoolsComparison(),
            new PostgresComparison(),
            new AnomaliesComparison(),
            new AdviceComparison(),
            new TransactionComparison());

    private Comparisons() {}
}
