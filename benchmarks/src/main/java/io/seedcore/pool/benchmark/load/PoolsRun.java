package io.seedcore.pool.benchmark.load;

import io.seedcore.pool.benchmark.Median;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.contestant.Contestant;
import io.seedcore.pool.benchmark.contestant.OpenPool;
import io.seedcore.pool.benchmark.contestant.Terms;
import io.seedcore.pool.benchmark.fixture.ForkedJvm;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Many pools of one contestant, in a JVM of their own, each with one idle connection. */
final class PoolsRun {

    private static final int SIZE = 10;
    /** Threads that pools keep for a while after work, five or ten seconds, are no threads at rest. */
    private static final long UNTIL_AT_REST_MILLIS = 12_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private PoolsRun() {}

    /** @param arguments contestant, number of pools, file with the address */
    public static void main(String[] arguments) throws Exception {
        Contestant contestant = Contestant.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        Terms terms = Terms.onDemand(Address.read(Path.of(arguments[2])), SIZE);
        try (OpenPool one = contestant.open(terms)) {
            // The driver's and the pool's own classes and shared threads are no pool's cost.
            firstBorrowMillis(one);
        }
        if (contestant == Contestant.RAW) {
            rawConnections(terms, count);
        } else {
            pools(contestant, terms, count);
        }
        // Closing a thousand pools one after the other would only take time.
        Runtime.getRuntime().halt(0);
    }

    private static void pools(Contestant contestant, Terms terms, int count) throws Exception {
        long heap = heapBytes();
        int threads = THREADS.getThreadCount();
        THREADS.resetPeakThreadCount();
        List<OpenPool> pools = contestant.open(terms, count);
        double empty = (heapBytes() - heap) / 1024.0 / count;
        List<Double> borrows = new ArrayList<>();
        for (OpenPool pool : pools) {
            borrows.add(firstBorrowMillis(pool));
        }
        Thread.sleep(UNTIL_AT_REST_MILLIS);
        ForkedJvm.tell("threads", THREADS.getThreadCount() - threads);
        ForkedJvm.tell("peak", THREADS.getPeakThreadCount() - threads);
        ForkedJvm.tell("empty", empty);
        ForkedJvm.tell("connected", (heapBytes() - heap) / 1024.0 / count);
        ForkedJvm.tell("borrow", Median.of(borrows));
        System.out.flush();
        // Keeps them from being collected before they are counted.
        pools.get(0).dataSource().getConnection().close();
    }

    private static void rawConnections(Terms terms, int count) throws Exception {
        long heap = heapBytes();
        int threads = THREADS.getThreadCount();
        THREADS.resetPeakThreadCount();
        OpenPool driver = Contestant.RAW.open(terms);
        List<Connection> connections = new ArrayList<>();
        List<Double> connects = new ArrayList<>();
        while (connections.size() < count) {
            long asked = System.nanoTime();
            connections.add(driver.dataSource().getConnection());
            connects.add(Callers.millisSince(asked));
        }
        ForkedJvm.tell("threads", THREADS.getThreadCount() - threads);
        ForkedJvm.tell("peak", THREADS.getPeakThreadCount() - threads);
        ForkedJvm.tell("empty", 0);
        ForkedJvm.tell("connected", (heapBytes() - heap) / 1024.0 / count);
        ForkedJvm.tell("borrow", Median.of(connects));
        System.out.flush();
        connections.get(0).clearWarnings();
    }

    private static double firstBorrowMillis(OpenPool pool) throws SQLException {
        long asked = System.nanoTime();
        try (Connection connection = pool.dataSource().getConnection()) {
            double took = Callers.millisSince(asked);
            Query.ask(connection);
            return took;
        }
    }

    private static long heapBytes() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            System.gc();
            Thread.sleep(100);
            least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
