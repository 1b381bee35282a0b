package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The network swallows everything while borrowers are in the middle of queries, at default settings: when is each
 * borrower released, and when does the pool work again after the network does? Beside it, a healthy query that says
 * nothing for long must not be cut.
 */
final class SilentLoss implements Drill {
    /** Each has a few sessions at the server, which goes on with those that the client has lost. */
    private static final int AT_ONCE = 12;

    private static final int MOST_APART_MILLIS = 5_000;
    private static final int BORROWERS = 3;
    /** They come all the time, also while the network is gone. */
    private static final int CALLERS = 3;

    private static final long BETWEEN_CALLS_MILLIS = 50;
    private static final int LONGEST_QUERY_SECONDS = 5;
    /** Far above what is promised: whoever is not back by then does not come back. */
    private static final Duration NEVER = Duration.ofSeconds(90);

    private static final int RUNS_WORTH_A_LONG_QUERY = 60;
    private static final Duration TIME_FOR_A_LONG_QUERY = Duration.ofSeconds(200);
    private static final int LONG_QUERY_SECONDS = 180;
    private static final int SHORT_QUERY_SECONDS = 15;

    private enum Loss {
        /** Connections that exist are dead, new ones live: a firewall forgot them, a machine was replaced. */
        OLD_CONNECTIONS,
        /** Nothing passes for some seconds; later new connections do. */
        PATH_THEN_OLD_CONNECTIONS,
        /** Nothing passes for some seconds; later everything does. */
        PATH,
        /** Nothing passes for longer than anybody may wait; later everything does. */
        PATH_FOR_LONG
    }

    @Override
    public void run(Assignment assignment, Findings findings) throws InterruptedException {
        findings.announce("never_recovered", "worst_release_ms", "worst_recovery_ms", "worst_call_ms", "healthy_cut");
        Crew healthy = new Crew(findings);
        for (DevDatabaseKind kind : List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL)) {
            DevDatabase database = DevDatabases.shared().get(kind);
            healthy.start("healthy query, " + kind, () -> longQuery(database, assignment, findings));
        }
        new Rounds(assignment).work(AT_ONCE, findings, number -> round(number, assignment.chance(number), findings));
        healthy.join();
    }

    private static void longQuery(DevDatabase database, Assignment assignment, Findings findings) {
        Duration longest = assignment.longest();
        boolean worthIt = longest == null
                ? assignment.runs() >= RUNS_WORTH_A_LONG_QUERY
                : longest.compareTo(TIME_FOR_A_LONG_QUERY) >= 0;
        int seconds = worthIt ? LONG_QUERY_SECONDS : SHORT_QUERY_SECONDS;
        try (FaultProxy proxy = FaultProxy.before(database);
                PoolRegistry registry = Databases.registry(database, proxy, Map.of());
                Connection connection =
                        registry.connectionPool(database.kind().settingName()).getConnection()) {
            Databases.text(connection, Databases.sleep(database.kind(), seconds));
        } catch (SQLException cut) {
            findings.wrong("healthy_cut", "a healthy query of " + seconds + " s was cut: " + cut);
        }
    }

    private static void round(int number, Random chance, Findings findings) throws Exception {
        DevDatabaseKind kind = number % 2 == 0 ? DevDatabaseKind.POSTGRESQL : DevDatabaseKind.MYSQL;
        Loss loss = Loss.values()[number / 2 % Loss.values().length];
        String title = "round " + number + ", " + kind + ", " + loss;
        DevDatabase database = DevDatabases.shared().get(kind);
        // Pools that lose everything at one moment would measure how fast this machine logs in.
        TimeUnit.MILLISECONDS.sleep(chance.nextInt(MOST_APART_MILLIS));
        FaultProxy proxy = FaultProxy.before(database);
        PoolRegistry registry = Databases.registry(database, proxy, Map.of());
        Work work = Work.through(registry, kind);
        try (proxy) {
            Borrowers borrowers = new Borrowers(registry, kind, chance);
            try (Load callers = new Load(CALLERS, () -> call(work, title, findings))) {
                borrowers.beginQueries();
                TimeUnit.MILLISECONDS.sleep(100 + chance.nextInt(400));
                long lost = System.nanoTime();
                long healed = loseAndHeal(proxy, loss, chance);
                Optional<Duration> recovery = Recovery.await(work, healed, NEVER);
                recovery.ifPresentOrElse(
                        duration -> findings.worst("worst_recovery_ms", duration, title),
                        () -> findings.wrong("never_recovered", title + ": no success within " + NEVER));
                borrowers.releases(lost).forEach(duration -> findings.worst("worst_release_ms", duration, title));
                int stuck = borrowers.stuck() + callers.finish(NEVER);
                if (stuck > 0) {
                    findings.wrong("never_released", title + ": " + stuck + " not released within " + NEVER);
                }
            }
            proxy.reset();
        } finally {
            registry.close();
        }
    }

    private static void call(Work work, String title, Findings findings) throws Exception {
        long begin = System.nanoTime();
        try {
            work.ask(1);
        } finally {
            findings.worst("worst_call_ms", Duration.ofNanos(System.nanoTime() - begin), title);
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_CALLS_MILLIS);
    }

    /** Returns when the network carried new connections again. */
    private static long loseAndHeal(FaultProxy proxy, Loss loss, Random chance) throws InterruptedException {
        Fault blackHole = Fault.blackHole(Direction.BOTH);
        if (loss == Loss.OLD_CONNECTIONS) {
            proxy.inflictOnOpen(blackHole);
            return System.nanoTime();
        }
        proxy.inflict(blackHole);
        TimeUnit.SECONDS.sleep(loss == Loss.PATH_FOR_LONG ? 33 : 4);
        TimeUnit.MILLISECONDS.sleep(chance.nextInt(8_000));
        if (loss == Loss.PATH_THEN_OLD_CONNECTIONS) {
            proxy.inflictOnNew(Fault.none());
        } else {
            proxy.heal();
        }
        return System.nanoTime();
    }

    /** Callers in the middle of a query each, and one connection that is idle. */
    private static final class Borrowers {
        private final List<Thread> threads = new ArrayList<>();
        private final List<AtomicLong> returned = new ArrayList<>();
        private final CountDownLatch borrowed = new CountDownLatch(BORROWERS);
        private final CountDownLatch querying = new CountDownLatch(1);

        Borrowers(PoolRegistry registry, DevDatabaseKind kind, Random chance)
                throws SQLException, InterruptedException {
            for (int borrower = 0; borrower < BORROWERS; borrower++) {
                String query = Databases.sleep(kind, 1 + chance.nextInt(LONGEST_QUERY_SECONDS));
                AtomicLong end = new AtomicLong();
                returned.add(end);
                Thread thread = new Thread(() -> query(registry, kind, query, end), "borrower " + borrower);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
            borrowed.await();
            registry.connectionPool(kind.settingName()).getConnection().close();
        }

        private void query(PoolRegistry registry, DevDatabaseKind kind, String query, AtomicLong end) {
            try (Connection connection =
                            registry.connectionPool(kind.settingName()).getConnection();
                    Statement statement = connection.createStatement()) {
                borrowed.countDown();
                querying.await();
                statement.execute(query);
            } catch (SQLException released) {
                end.set(System.nanoTime());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                borrowed.countDown();
                end.compareAndSet(0, System.nanoTime());
            }
        }

        void beginQueries() {
            querying.countDown();
        }

        List<Duration> releases(long lost) throws InterruptedException {
            for (Thread thread : threads) {
                thread.join(
                        Math.max(1, NEVER.minusNanos(System.nanoTime() - lost).toMillis()));
            }
            return returned.stream()
                    .map(AtomicLong::get)
                    .filter(end -> end > 0)
                    .map(end -> Duration.ofNanos(end - lost))
                    .toList();
        }

        int stuck() {
            return (int) returned.stream().filter(end -> end.get() == 0).count();
        }
    }
}
