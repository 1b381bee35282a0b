package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.PoolStats;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.dev.fault.Nemesis;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Faults at random for as long as wanted, while callers work: do the books balance at the end, and was every answer right? */
final class Soak implements Drill {
    private static final int CALLERS = 8;
    private static final int POOL_SIZE = 5;
    private static final int MAX_OVERFLOW = 3;
    /** The pool's, and the one for probes and watches. */
    private static final int MOST_SESSIONS = POOL_SIZE + MAX_OVERFLOW + 1;

    private static final Map<String, String> SETTINGS = Map.of(
            "POOL_SIZE", String.valueOf(POOL_SIZE),
            "MAX_OVERFLOW", String.valueOf(MAX_OVERFLOW),
            "POOL_TIMEOUT", "2",
            "CONNECT_TIMEOUT", "2",
            "SILENCE_TIMEOUT", "12");

    private static final Duration NEVER = Duration.ofSeconds(90);
    private static final Duration SHORTEST_STEP = Duration.ofMillis(50);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(3);
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    @Override
    public void run(Assignment assignment, Findings findings) throws InterruptedException {
        findings.announce(
                "answers", "errors", "wrong_answers", "never_recovered", "checked_out", "sessions", "threads");
        List<DevDatabaseKind> kinds = List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL);
        kinds.forEach(DevDatabases.shared()::get);
        Set<Long> threadsBefore = threads();
        Crew crew = new Crew(findings);
        kinds.forEach(kind -> crew.start(kind.title(), () -> soak(kind, assignment, findings)));
        crew.join();
        checkThreads(threadsBefore, findings);
    }

    private static void soak(DevDatabaseKind kind, Assignment assignment, Findings findings)
            throws SQLException, InterruptedException {
        DevDatabase database = DevDatabases.shared().get(kind);
        try (Connection observer = Databases.direct(database);
                FaultProxy proxy = FaultProxy.before(database)) {
            Nemesis nemesis = new Nemesis(
                    assignment.seed() + kind.ordinal(),
                    repertoire(proxy, new Random(assignment.seed())),
                    SHORTEST_STEP,
                    LONGEST_STEP);
            long sessionsBefore = sessions(kind, observer);
            try (PoolRegistry registry = Databases.registry(database, proxy, SETTINGS)) {
                harass(registry, kind, nemesis, assignment, findings);
                proxy.heal();
                // What the proxy held for dead connections has reached the server now, and it has to clean up.
                settle(registry, kind, observer, sessionsBefore, nemesis, findings);
            }
        }
    }

    private static List<Nemesis.Step> repertoire(FaultProxy proxy, Random random) {
        List<Nemesis.Step> steps = new ArrayList<>();
        for (Fault fault : List.of(
                Fault.none(),
                Fault.blackHole(Direction.BOTH),
                Fault.blackHole(Direction.TO_SERVER),
                Fault.blackHole(Direction.TO_CLIENT),
                Fault.delay(Duration.ofMillis(30), Duration.ofMillis(60), random),
                Fault.throttle(4_000),
                Fault.slice(),
                Fault.cutAfter(700, Direction.BOTH),
                Fault.refuse(),
                Fault.hangUp(),
                Fault.fullBacklog())) {
            steps.add(Nemesis.Step.of(proxy, fault));
        }
        steps.add(new Nemesis.Step("reset", proxy::reset, proxy::heal));
        steps.add(new Nemesis.Step("half close", () -> proxy.halfClose(Direction.TO_CLIENT), proxy::heal));
        steps.add(new Nemesis.Step(
                "black hole of old connections, which die",
                () -> proxy.inflictOnOpen(Fault.blackHole(Direction.BOTH)),
                proxy::reset));
        return steps;
    }

    private static void harass(
            PoolRegistry registry, DevDatabaseKind kind, Nemesis nemesis, Assignment assignment, Findings findings)
            throws InterruptedException {
        Work work = Work.through(registry, kind);
        AtomicLong question = new AtomicLong();
        try (Load load = new Load(CALLERS, () -> ask(work, question.incrementAndGet(), nemesis, findings))) {
            new Rounds(assignment).work(1, findings, number -> nemesis.next());
            int stuck = load.finish(NEVER);
            if (stuck > 0) {
                findings.wrong("stuck", kind + ": " + stuck + " callers did not come back; " + nemesis);
            }
            findings.add("answers", load.successes());
            findings.add("errors", load.failures());
        }
    }

    private static void ask(Work work, long question, Nemesis nemesis, Findings findings) throws Exception {
        long answer = work.ask(question);
        if (answer != question) {
            findings.wrong("wrong_answers", "asked for " + question + " and got " + answer + "; " + nemesis);
        }
    }

    private static void settle(
            PoolRegistry registry,
            DevDatabaseKind kind,
            Connection observer,
            long sessionsBefore,
            Nemesis nemesis,
            Findings findings)
            throws SQLException, InterruptedException {
        if (Recovery.await(Work.through(registry, kind), System.nanoTime(), NEVER)
                .isEmpty()) {
            findings.wrong("never_recovered", kind + ": no success within " + NEVER + "; " + nemesis);
        }
        long end = System.nanoTime() + NEVER.toNanos();
        while (true) {
            PoolStats stats = registry.connectionPool(kind.settingName()).stats();
            long sessions = sessions(kind, observer) - sessionsBefore;
            boolean balanced = stats.checkedOut() == 0 && stats.pending() == 0 && sessions <= MOST_SESSIONS;
            if (balanced || System.nanoTime() > end) {
                findings.most("sessions", sessions);
                findings.most("checked_out", stats.checkedOut());
                if (!balanced) {
                    findings.wrong("unbalanced", kind + ": " + stats + ", sessions " + sessions + "; " + nemesis);
                }
                return;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    /** All sessions of clients at the server; nobody else uses it during a drill. */
    private static long sessions(DevDatabaseKind kind, Connection observer) throws SQLException {
        return Long.parseLong(Databases.text(
                observer,
                kind == DevDatabaseKind.POSTGRESQL
                        ? "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                        : "select count(*) from information_schema.processlist where user = 'seedcore'"));
    }

    private static Set<Long> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet());
    }

    /** Threads of the JVM and of drivers that stay for good are not counted: those that name a pool are. */
    private static void checkThreads(Set<Long> before, Findings findings) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<String> left;
        do {
            left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread.getId()))
                    .map(Thread::getName)
                    .filter(name -> name.contains("seedcore") || name.contains("Hikari") || name.startsWith("fault"))
                    .toList();
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        } while (!left.isEmpty() && System.nanoTime() < end);
        findings.set("threads", left.size());
        if (!left.isEmpty()) {
            findings.wrong("threads_left", String.join(", ", left));
        }
    }
}
