package io.seedcore.pool.it.drill.member;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.internal.atomic.WatchedEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Transaction;

/**
 * Commits and recovers as it is told, line by line through its input, and tells what came of it. Its settings are its
 * environment; its argument names the databases to which its transactions write. It ends with its input.
 *
 * <pre>
 * commit MOMENT STEP ID...  transactions at the same time, one for each ID; answers to STEP are lost
 *                           TOLD ID VERDICT CAUSE for each, then DONE; where MOMENT is of the removal of their
 *                           decisions, which comes later, then only after that
 * recover MOMENT            looks for what others left until MOMENT has come, or has not for too long; then DONE
 * go                        lets whoever came to MOMENT go on; AT was said then
 * </pre>
 */
public final class Member {
    /** In the place of a moment or step: none. */
    public static final String NONE = "-";
    /** Before each line that is said; others are not meant for whoever gives orders. */
    public static final String SAID = "@";

    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(8);
    private static final Duration LONGEST_BEFORE_REMOVAL = Duration.ofSeconds(3);
    private static final long BETWEEN_SCANS_MILLIS = 100;
    private static final int LONGEST_LINE = 500;

    private final List<String> databases;
    private final Watch committing = new Watch();
    private final Watch recovering = new Watch();
    private final AtomicTransactions transactions;
    private final AtomicTransactions recovery;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Two engines, so that one may be stopped while the other goes on. */
    private Member(PoolRegistry registry, List<String> databases) {
        this.databases = databases;
        this.transactions = WatchedEngine.open(registry, committing);
        this.recovery = WatchedEngine.open(registry, recovering);
    }

    public static void main(String[] arguments) throws IOException {
        // Not closed, as whoever is killed closes nothing.
        PoolRegistry registry = PoolRegistry.of(System.getenv());
        Member member = new Member(registry, List.of(arguments[0].split(",")));
        member.recovery.start();
        say("READY");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            member.obey(List.of(order.split(" ")));
        }
        System.exit(0);
    }

    /** In one piece, or not at all if this is the end. */
    static synchronized void say(String text) {
        String line = SAID + text.replaceAll("\\s+", " ");
        byte[] bytes =
                (line.substring(0, Math.min(line.length(), LONGEST_LINE)) + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    private void obey(List<String> order) {
        switch (order.get(0)) {
            case "commit" -> commit(order.get(1), order.get(2), order.subList(3, order.size()));
            case "recover" -> recover(order.get(1));
            case "go" -> {
                committing.goOn();
                recovering.goOn();
            }
            default -> throw new IllegalArgumentException("no order: " + order);
        }
    }

    private void commit(String moment, String lost, List<String> ids) {
        committing.arm(moment, lost);
        List<CompletableFuture<Void>> all = ids.stream()
                .map(Long::valueOf)
                .map(id -> CompletableFuture.runAsync(() -> transact(id), threads))
                .toList();
        CompletableFuture<Void> done = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        boolean later = Step.isOfRemoval(moment);
        (later ? done.thenRunAsync(this::awaitRemoval, threads) : done).whenComplete((none, failure) -> {
            committing.disarm();
            say(failure == null ? "DONE" : "FAILED " + failure);
        });
    }

    /** Decisions are removed together, once a second; where all is rolled back there are none. */
    private void awaitRemoval() {
        try {
            committing.awaitGone(LONGEST_BEFORE_REMOVAL);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void transact(long id) {
        OpenTransaction transaction = transactions.begin(Duration.ZERO);
        try {
            Outcome outcome;
            try {
                write(transaction, id);
                outcome = transaction.commit();
            } catch (SQLException | RuntimeException failure) {
                Outcome rolledBack = transaction.rollback();
                outcome = new Outcome(rolledBack.verdict(), failure);
            }
            say("TOLD " + id + " " + outcome.verdict() + " " + outcome.cause());
        } finally {
            transaction.release();
        }
    }

    /** A row, a row and a node with the same id, in another order each time. */
    private void write(OpenTransaction transaction, long id) throws SQLException {
        List<String> order = new ArrayList<>(databases);
        Collections.rotate(order, (int) id);
        for (String database : order) {
            if (database.equals("neo4j")) {
                transaction
                        .use(database, Transaction.class)
                        .run("CREATE (:DrillAtomic {id: $id})", Map.of("id", id))
                        .consume();
            } else {
                try (Statement statement = transaction.connection(database).createStatement()) {
                    statement.execute("insert into drill_atomic values (" + id + ")");
                }
            }
        }
    }

    private void recover(String moment) {
        recovering.arm(moment, NONE);
        CompletableFuture.runAsync(this::recoverUntilStopped, threads).whenComplete((none, failure) -> {
            recovering.disarm();
            say(failure == null ? "DONE" : "FAILED " + failure);
        });
    }

    private void recoverUntilStopped() {
        long end = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (recovering.isArmed() && System.nanoTime() < end) {
            recovery.recoverNow();
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_SCANS_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
