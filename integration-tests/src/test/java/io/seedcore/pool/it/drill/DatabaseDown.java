package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The database refuses for some seconds while callers keep coming: how fast does each get an error, how often is the
 * database asked meanwhile, and how soon does the pool work when it is back?
 */
final class DatabaseDown implements Drill {
    private static final List<DevDatabaseKind> KINDS = List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL);
    private static final int AT_ONCE = 4;
    private static final int CALLERS = 4;
    private static final Duration NEVER = Duration.ofSeconds(90);
    /** The first callers wait for an attempt to fail, as somebody has to find out. */
    private static final long SETTLING_MILLIS = 2_000;

    @Override
    public void run(Assignment assignment, Findings findings) throws InterruptedException {
        findings.announce(
                "never_recovered",
                "no_error",
                "error_p50_us",
                "error_p99_us",
                "connects_per_second",
                "worst_recovery_ms");
        KINDS.forEach(DevDatabases.shared()::get);
        Queue<Long> errors = new ConcurrentLinkedQueue<>();
        new Rounds(assignment)
                .work(AT_ONCE, findings, number -> round(number, assignment.chance(number), errors, findings));
        long[] sorted = errors.stream().mapToLong(Long::longValue).sorted().toArray();
        findings.set("errors", sorted.length);
        findings.set("error_p50_us", percentile(sorted, 50));
        findings.set("error_p99_us", percentile(sorted, 99));
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(sorted[(sorted.length - 1) * percent / 100]);
    }

    private static void round(int number, Random chance, Queue<Long> errors, Findings findings) throws Exception {
        DevDatabaseKind kind = KINDS.get(number % KINDS.size());
        // Counted by the proxy, or as a closed port is: the pool is to behave alike.
        Fault fault = number / KINDS.size() % 2 == 0 ? Fault.hangUp() : Fault.refuse();
        String title = "round " + number + ", " + kind + ", " + fault;
        DevDatabase database = DevDatabases.shared().get(kind);
        try (FaultProxy proxy = FaultProxy.before(database);
                PoolRegistry registry = Databases.registry(database, proxy, Map.of())) {
            Work work = Work.through(registry, kind);
            work.ask(1);
            proxy.inflictOnNew(fault);
            proxy.reset();
            Queue<Long> measured = new ConcurrentLinkedQueue<>();
            try (Load load = new Load(CALLERS, () -> ask(work, measured))) {
                TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
                measured.clear();
                Instant settled = Instant.now();
                TimeUnit.MILLISECONDS.sleep(2_000 + chance.nextInt(2_000));
                if (measured.isEmpty()) {
                    findings.wrong(
                            "no_error", title + ": callers wait instead of being told that the database is down");
                }
                errors.addAll(measured);
                findings.most(
                        "connects_per_second", proxy.traffic().mostAcceptedWithin(Duration.ofSeconds(1), settled));
                proxy.heal();
                Optional<Duration> recovery = Recovery.await(work, System.nanoTime(), NEVER);
                recovery.ifPresentOrElse(
                        duration -> findings.worst("worst_recovery_ms", duration, title),
                        () -> findings.wrong("never_recovered", title + ": no success within " + NEVER));
                if (load.finish(NEVER) > 0) {
                    findings.wrong("stuck", title + ": a caller did not come back");
                }
            }
        }
    }

    private static void ask(Work work, Queue<Long> errors) throws Exception {
        long begin = System.nanoTime();
        try {
            work.ask(1);
        } catch (Exception refused) {
            errors.add(System.nanoTime() - begin);
            throw refused;
        }
    }
}
