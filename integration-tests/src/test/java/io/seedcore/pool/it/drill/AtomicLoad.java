package io.seedcore.pool.it.drill;

import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.TransactionOutcomeUnknownException;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.dev.fault.Nemesis;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Amounts are moved between accounts, each time in three databases at once, by many threads through lines that fail: do
 * the books of all three balance at the end, and hold exactly what was reported?
 */
final class AtomicLoad implements Drill {
    private static final int THREADS = 50;
    private static final Duration NEVER = Duration.ofSeconds(120);
    private static final Duration SHORTEST_STEP = Duration.ofMillis(50);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private static final Map<String, String> SETTINGS = Map.of(
            "POSTGRES_POOL_SIZE", "20",
            "POSTGRES_CONNECT_TIMEOUT", "3",
            "POSTGRES_POOL_TIMEOUT", "10",
            "MYSQL_POOL_SIZE", "20",
            "MYSQL_CONNECT_TIMEOUT", "3",
            "MYSQL_POOL_TIMEOUT", "10",
            "NEO4J_CONNECTION_ACQUISITION_TIMEOUT", "10");

    @Override
    public void run(Assignment assignment, Findings findings) throws Exception {
        findings.announce("transactions", "committed");
        Ledger.announce(findings);
        findings.announce("unbalanced", "unresolved", "checked_out");
        ThreeDatabases databases = ThreeDatabases.ofThisProcess();
        try (AtomicBooks books = new AtomicBooks(databases);
                FaultLines lines = new FaultLines(databases)) {
            books.open();
            Accounts accounts = new Accounts(assignment.seed());
            accounts.open(books);
            Ledger ledger = new Ledger();
            Map<String, String> settings = new HashMap<>(lines.settings());
            settings.putAll(SETTINGS);
            try (PoolRegistry registry = PoolRegistry.of(settings)) {
                harass(registry, accounts, ledger, lines, assignment, findings);
                awaitReturns(registry, findings);
                Aftermath.settle(List.of(registry), books, findings);
            }
            Map<DevDatabaseKind, Set<Long>> stored = books.ids();
            ledger.judge(stored, findings);
            accounts.judge(books, stored, findings);
        }
    }

    private static void harass(
            PoolRegistry registry,
            Accounts accounts,
            Ledger ledger,
            FaultLines lines,
            Assignment assignment,
            Findings findings)
            throws InterruptedException {
        Nemesis nemesis = new Nemesis(assignment.seed(), repertoire(lines), SHORTEST_STEP, LONGEST_STEP);
        AtomicLong ids = new AtomicLong();
        try (Load load = new Load(THREADS, () -> transfer(registry, accounts, ids.getAndIncrement(), ledger))) {
            // Until something works there is nothing to lose.
            await().atMost(NEVER).until(() -> load.successes() > 0);
            new Rounds(assignment).work(1, findings, number -> nemesis.next());
            int stuck = load.finish(NEVER);
            if (stuck > 0) {
                findings.wrong("stuck", stuck + " threads did not come back; " + nemesis);
            }
        }
    }

    /** As often without a fault as with one, so that there is something to lose. */
    private static List<Nemesis.Step> repertoire(FaultLines lines) {
        List<Nemesis.Step> steps = new ArrayList<>();
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            FaultProxy line = lines.to(kind);
            for (Fault fault : List.of(
                    Fault.none(),
                    Fault.none(),
                    Fault.none(),
                    Fault.none(),
                    Fault.none(),
                    Fault.blackHole(Direction.BOTH),
                    Fault.blackHole(Direction.TO_CLIENT),
                    Fault.hangUp())) {
                steps.add(Nemesis.Step.of(line, fault));
            }
            steps.add(new Nemesis.Step("reset of " + kind, line::reset, line::heal));
            steps.add(new Nemesis.Step(
                    "answers of " + kind + " lost",
                    () -> line.inflictOnOpen(Fault.blackHole(Direction.TO_CLIENT)),
                    () -> {
                        line.reset();
                        line.heal();
                    }));
        }
        return steps;
    }

    private static void transfer(PoolRegistry registry, Accounts accounts, long id, Ledger ledger) throws SQLException {
        ledger.begin(
                id, List.of(DevDatabaseKind.values()), accounts.transfer(id).toString());
        try {
            AtomicTransaction.run(registry, transaction -> {
                accounts.write(transaction, id);
                return id;
            });
            ledger.told(id, Verdict.COMMITTED, "");
        } catch (TransactionOutcomeUnknownException unknown) {
            ledger.told(id, Verdict.UNKNOWN, unknown.toString());
            throw unknown;
        } catch (SQLException | RuntimeException rolledBack) {
            ledger.told(id, Verdict.ROLLED_BACK, rolledBack.toString());
            throw rolledBack;
        }
    }

    private static void awaitReturns(PoolRegistry registry, Findings findings) {
        Aftermath.awaitZero(() -> checkedOut(registry), NEVER);
        findings.set("checked_out", checkedOut(registry));
        if (checkedOut(registry) > 0) {
            findings.wrong("never_returned", checkedOut(registry) + " connections are still lent after " + NEVER);
        }
    }

    private static long checkedOut(PoolRegistry registry) {
        return registry.pools().stream()
                .mapToLong(pool -> pool.stats().checkedOut())
                .sum();
    }
}
