package io.seedcore.pool.benchmark.jmh;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** The one call of the driver that most pools make on each return: its part of a cycle. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DriverBenchmark {

    @Benchmark
    public void clearWarnings(HeldConnection held) throws SQLException {
        held.connection.clearWarnings();
    }
}
