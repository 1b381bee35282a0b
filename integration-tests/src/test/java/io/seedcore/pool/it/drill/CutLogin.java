package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A login is cut, or falls silent, after 1, 2, 3, ... bytes in either direction: does whoever wanted the connection get
 * an error in time, is every socket closed, and every permit given back?
 */
final class CutLogin implements Drill {
    private static final List<DevDatabaseKind> KINDS = List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL);
    private static final int AT_ONCE = 8;
    /** More than any login takes, and the first query after it. */
    private static final int MOST_BYTES = 2_000;
    /** One connection: a permit that is not given back stops the pool. */
    private static final Map<String, String> SETTINGS = Map.of(
            "POOL_SIZE", "1",
            "MAX_OVERFLOW", "0",
            "POOL_TIMEOUT", "2",
            "CONNECT_TIMEOUT", "1",
            "SILENCE_TIMEOUT", "3");

    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 20;
    /** The state of a socket whose peer has closed and whose owner has not, in Linux' table of connections. */
    private static final String CLOSE_WAIT = "08";

    private static final int REMOTE = 2;
    private static final int STATE = 3;

    @Override
    public void run(Assignment assignment, Findings findings) throws InterruptedException {
        findings.announce(
                "logins", "failed_logins", "never_failed", "worst_failure_ms", "leaked_sockets", "leaked_permits");
        KINDS.forEach(DevDatabases.shared()::get);
        int step = Math.max(1, MOST_BYTES / assignment.runs());
        new Rounds(assignment).work(AT_ONCE, findings, number -> {
            int bytes = 1 + number * step % MOST_BYTES;
            for (DevDatabaseKind kind : KINDS) {
                for (Direction direction : List.of(Direction.TO_SERVER, Direction.TO_CLIENT)) {
                    spoil(kind, Fault.cutAfter(bytes, direction), findings);
                    spoil(kind, Fault.silentAfter(bytes, direction), findings);
                }
            }
        });
    }

    private static void spoil(DevDatabaseKind kind, Fault fault, Findings findings) throws Exception {
        String title = kind + ", " + fault;
        DevDatabase database = DevDatabases.shared().get(kind);
        try (FaultProxy proxy = FaultProxy.before(database)) {
            try (PoolRegistry registry = Databases.registry(database, proxy, SETTINGS)) {
                Work work = Work.through(registry, kind);
                proxy.inflict(fault);
                findings.count("logins");
                if (!askOnce(work, title, findings)) {
                    // Whoever hangs must not keep the pool from closing.
                    proxy.reset();
                }
                proxy.heal();
                if (Recovery.await(work, System.nanoTime(), NEVER).isEmpty()) {
                    findings.wrong("leaked_permits", title + ": the pool lends nothing any more");
                }
            }
            long leaked = forgottenSockets(proxy);
            if (leaked > 0) {
                findings.wrong("leaked_sockets", title + ": " + leaked + " sockets are not closed");
            }
        }
    }

    /** Returns whether it came to an end. */
    private static boolean askOnce(Work work, String title, Findings findings) throws InterruptedException {
        long begin = System.nanoTime();
        AtomicBoolean failed = new AtomicBoolean();
        Thread caller = new Thread(() -> failed.set(fails(work)), "drill caller");
        caller.setDaemon(true);
        caller.start();
        caller.join(NEVER.toMillis());
        if (caller.isAlive()) {
            findings.wrong("never_failed", title + ": whoever wanted a connection still waits after " + NEVER);
            return false;
        }
        if (failed.get()) {
            findings.count("failed_logins");
            findings.worst("worst_failure_ms", Duration.ofNanos(System.nanoTime() - begin), title);
        }
        return true;
    }

    private static boolean fails(Work work) {
        try {
            work.ask(1);
            return false;
        } catch (Exception spoilt) {
            return true;
        }
    }

    /** What is left after some patience: neither closed when the proxy had closed it, nor with the pool. */
    private static long forgottenSockets(FaultProxy proxy) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long left;
        while ((left = closeWaiting(proxy.port()) + proxy.traffic().open()) > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return left;
    }

    private static long closeWaiting(int port) throws IOException {
        String remote = String.format(Locale.ROOT, ":%04X", port);
        long count = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                count += lines.map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[REMOTE].endsWith(remote) && columns[STATE].equals(CLOSE_WAIT))
                        .count();
            }
        }
        return count;
    }
}
