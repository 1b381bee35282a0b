package io.seedcore.pool.benchmark.jmh;

import io.seedcore.pool.benchmark.Effort;
import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure one contestant once, in a JVM of its own. Whoever calls does so round after round. */
final class Jmh {

    static final String NANOS = "ns";
    static final String PROCESSOR_NANOS = "processor ns";
    static final String BYTES = "B";

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** So that warming up takes as many calls on a busy machine as on an idle one. */
    private static final String COMPILED_AT_ONCE = "-XX:-BackgroundCompilation";

    private final Path addressFile;
    private final Effort effort;

    Jmh(Address address, Effort effort) throws IOException {
        this.addressFile = address.write();
        this.effort = effort;
    }

    /** Nanoseconds on the wall, nanoseconds of processor time, and bytes allocated per operation. */
    Figures measure(Class<?> benchmark, String method, Contestant contestant, int threads) throws RunnerException {
        return measure(options(benchmark, method).param("contestant", contestant.name()), threads);
    }

    /** As above, of what has no contestants; 1 thread. */
    Figures measure(Class<?> benchmark, String method) throws RunnerException {
        return measure(options(benchmark, method), 1);
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark, String method) {
        return new OptionsBuilder().include("\\Q" + benchmark.getName() + "." + method + "\\E$");
    }

    private Figures measure(ChainedOptionsBuilder options, int threads) throws RunnerException {
        RunResult result = new Runner(options.threads(threads)
                        .forks(1)
                        .warmupIterations(effort.of(3, 5))
                        .warmupTime(TimeValue.milliseconds(effort.of(400, 1000)))
                        .measurementIterations(effort.of(3, 5))
                        .measurementTime(TimeValue.milliseconds(effort.of(400, 1000)))
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessorTimeProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .jvmArgsAppend(
                                "-D" + PoolState.ADDRESS_FILE + "=" + addressFile, "-Xms1g", "-Xmx1g", COMPILED_AT_ONCE)
                        .build())
                .runSingle();
        return new Figures()
                .with(NANOS, result.getPrimaryResult().getScore())
                .with(PROCESSOR_NANOS, secondary(result, ProcessorTimeProfiler.PROCESSOR_NANOS))
                .with(BYTES, secondary(result, ALLOCATED));
    }

    private static double secondary(RunResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? Double.NaN : found.getScore();
    }
}
