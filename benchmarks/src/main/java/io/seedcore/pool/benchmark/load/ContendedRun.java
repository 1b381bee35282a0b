package io.seedcore.pool.benchmark.load;

import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import io.seedcore.pool.benchmark.fixture.ForkedJvm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;

/** One contestant under contention, in a JVM of its own. */
final class ContendedRun {

    static final int CONNECTIONS = 8;
    /** As long as a short query: the borrower waits meanwhile, as it would for the server. */
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private ContendedRun() {}

    /** @param arguments contestant, threads, seconds, file with the address */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        Duration length = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Address address = Address.read(Path.of(arguments[3]));
        try (OpenPool pool = Contestant.valueOf(arguments[0]).open(Terms.healthy(address, CONNECTIONS))) {
            pool.warmUp(CONNECTIONS);
            measure(pool.dataSource(), threads, WARM_UP);
            Histogram waits = measure(pool.dataSource(), threads, length);
            ForkedJvm.tell("p50", waits.getValueAtPercentile(50) / 1e3);
            ForkedJvm.tell("p99", waits.getValueAtPercentile(99) / 1e3);
            ForkedJvm.tell("p99.9", waits.getValueAtPercentile(99.9) / 1e3);
            ForkedJvm.tell("max", waits.getMaxValue() / 1e3);
            ForkedJvm.tell("borrows/s", waits.getTotalCount() / (double) length.toSeconds());
        }
        System.exit(0);
    }

    private static Histogram measure(DataSource pool, int threads, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        Histogram all = new Histogram(3);
        Callers.all(threads, () -> borrowUntil(end, pool)).forEach(all::add);
        return all;
    }

    private static Histogram borrowUntil(long end, DataSource pool) throws SQLException {
        Histogram waits = new Histogram(3);
        while (System.nanoTime() - end < 0) {
            long asked = System.nanoTime();
            try (Connection connection = pool.getConnection()) {
                waits.recordValue(System.nanoTime() - asked);
                LockSupport.parkNanos(connection, HOLD_NANOS);
            }
        }
        return waits;
    }
}
