package io.seedcore.pool.benchmark.jmh;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Statements on a connection that is held: what the pool's wrappers cost each of them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatementBenchmark {

    /** Without asking the server anything. */
    @Benchmark
    public Statement create(HeldConnection held) throws SQLException {
        Statement statement = held.connection.createStatement();
        statement.close();
        return statement;
    }

    @Benchmark
    public boolean execute(HeldConnection held) throws SQLException {
        try (Statement statement = held.connection.createStatement()) {
            return statement.execute("select 1");
        }
    }
}
