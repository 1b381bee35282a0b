package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Each database goes away under load and comes back: how long until its pool works, counted from when the server
 * answers a client without a pool, and is anything lost that it had acknowledged? One that comes back damaged ends its
 * rounds: nothing that is seen of it afterwards says anything about a pool.
 */
final class Outage implements Drill {
    private static final int WORKERS = 4;
    private static final Duration NEVER = Duration.ofSeconds(90);
    private static final long BETWEEN_DIRECT_TRIES_MILLIS = 10;

    private final Kind kindOfEnd;

    enum Kind {
        /** In an orderly way. */
        RESTART,
        /** By SIGKILL to all its processes. */
        KILL
    }

    Outage(Kind kindOfEnd) {
        this.kindOfEnd = kindOfEnd;
    }

    @Override
    public void run(Assignment assignment, Findings findings) throws InterruptedException {
        findings.announce("never_recovered", "worst_recovery_ms", "lost", "damaged_servers");
        ThreeDatabases databases = ThreeDatabases.ofThisProcess();
        Crew crew = new Crew(findings);
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            crew.start(kind.title(), () -> drill(databases.get(kind), assignment, findings));
        }
        crew.join();
    }

    void drill(DevDatabase database, Assignment assignment, Findings findings) throws Exception {
        try (PoolRegistry registry = PoolRegistry.of(database.environment())) {
            Work work = Work.through(registry, database.kind());
            work.clear();
            AtomicLong nextMark = new AtomicLong();
            Rounds rounds = new Rounds(assignment);
            rounds.work(1, findings, number -> {
                String title = "round " + number + ", " + database.kind();
                try {
                    round(title, database, work, nextMark, assignment.chance(number), findings);
                } finally {
                    if (isDamaged(database, title, findings)) {
                        rounds.end();
                    }
                }
            });
        }
    }

    private void round(
            String title, DevDatabase database, Work work, AtomicLong nextMark, Random chance, Findings findings)
            throws Exception {
        Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
        try (Load load = new Load(WORKERS, () -> {
            long mark = nextMark.incrementAndGet();
            work.mark(mark);
            acknowledged.add(mark);
        })) {
            TimeUnit.MILLISECONDS.sleep(200 + chance.nextInt(600));
            goAndComeBack(database);
            long ready = awaitDirectAnswer(database);
            Optional<Duration> recovery = Recovery.await(work, ready, NEVER);
            if (recovery.isEmpty()) {
                findings.wrong("never_recovered", title + ": no success within " + NEVER);
                return;
            }
            findings.worst("worst_recovery_ms", recovery.get(), title);
            findings.worst(database.kind().settingName() + "_worst_recovery_ms", recovery.get(), title);
            if (load.finish(NEVER) > 0) {
                findings.wrong("stuck", title + ": a worker did not come back");
            }
        }
        checkMarks(title, work, acknowledged, findings);
    }

    private void goAndComeBack(DevDatabase database) {
        if (kindOfEnd == Kind.KILL) {
            database.kill();
        }
        database.restart();
    }

    private static long awaitDirectAnswer(DevDatabase database) throws Exception {
        long end = System.nanoTime() + NEVER.toNanos();
        while (true) {
            try {
                Work.askDirectly(database);
                return System.nanoTime();
            } catch (Exception notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_DIRECT_TRIES_MILLIS);
            }
        }
    }

    private static void checkMarks(String title, Work work, Set<Long> acknowledged, Findings findings)
            throws Exception {
        Set<Long> lost = new HashSet<>(acknowledged);
        lost.removeAll(work.marks());
        if (!lost.isEmpty()) {
            findings.wrong(
                    "lost", title + ": " + lost.size() + " of " + acknowledged.size() + " acknowledged marks are gone");
        }
    }

    /** Deletes the marks without any pool, so that no pool can be to blame where that fails. */
    private static boolean isDamaged(DevDatabase database, String title, Findings findings) {
        try {
            Work.clearDirectly(database);
            return false;
        } catch (Exception refusal) {
            findings.wrong(
                    "damaged_servers",
                    title + ": asked without any pool to delete the marks, the server says: " + refusal.getMessage()
                            + ". It came back damaged, and is to blame for marks lost in this round; its rounds end");
            return true;
        }
    }
}
