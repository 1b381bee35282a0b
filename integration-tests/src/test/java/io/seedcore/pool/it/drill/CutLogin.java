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
import java.util.stream.Stream;

/** A login is cut after 1, 2, 3, ... bytes in either direction: is every socket closed, and every permit given back? */
final class CutLogin implements Drill {
    private static final int AT_ONCE = 8;
    /** One connection: a permit that is not given back stops the pool. */
    private static final Map<String, String> SETTINGS =
            Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0", "POOL_TIMEOUT", "2");

    private static final Duration NEVER = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 20;
    /** The state of a socket whose peer has closed and whose owner has not, in Linux' table of connections. */
    private static final String CLOSE_WAIT = "08";

    private static final int REMOTE = 2;
    private static final int STATE = 3;

    @Override
    public void run(Assignment assignment, Findings findings) throws InterruptedException {
        findings.announce("cuts", "failed_logins", "leaked_sockets", "leaked_permits");
        new Rounds(assignment).work(AT_ONCE, findings, number -> {
            for (DevDatabaseKind kind : List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL)) {
                cut(kind, number + 1, Direction.TO_SERVER, findings);
                cut(kind, number + 1, Direction.TO_CLIENT, findings);
            }
        });
    }

    private static void cut(DevDatabaseKind kind, int bytes, Direction direction, Findings findings) throws Exception {
        String title = kind + " cut after " + bytes + " bytes " + direction;
        DevDatabase database = DevDatabases.shared().get(kind);
        try (FaultProxy proxy = FaultProxy.before(database)) {
            try (PoolRegistry registry = Databases.registry(database, proxy, SETTINGS)) {
                Work work = Work.through(registry, kind);
                proxy.inflict(Fault.cutAfter(bytes, direction));
                findings.count("cuts");
                if (fails(work)) {
                    findings.count("failed_logins");
                }
                proxy.heal();
                if (Recovery.await(work, System.nanoTime(), NEVER).isEmpty()) {
                    findings.wrong("leaked_permits", title + ": the pool lends nothing any more");
                }
            }
            long leaked = forgottenSockets(proxy.port());
            if (leaked > 0) {
                findings.wrong("leaked_sockets", title + ": " + leaked + " sockets are not closed");
            }
        }
    }

    private static boolean fails(Work work) {
        try {
            work.ask(1);
            return false;
        } catch (Exception cut) {
            return true;
        }
    }

    /** What is left after some patience. */
    private static long forgottenSockets(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long left;
        while ((left = closeWaiting(port)) > 0 && System.nanoTime() < end) {
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
