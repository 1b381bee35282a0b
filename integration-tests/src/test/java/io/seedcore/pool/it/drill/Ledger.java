package io.seedcore.pool.it.drill;

import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What was told of each transaction, to be compared with what the databases say. Thread-safe. */
final class Ledger {
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Long, Told> told = new ConcurrentHashMap<>();

    /**
     * @param databases in which its id stands if it was stored
     * @param circumstances for whoever looks into it
     */
    private record Entry(Collection<DevDatabaseKind> databases, String circumstances) {}

    private record Told(Verdict verdict, String cause) {}

    /** Announces a transaction; until it was told anything, nobody knows what became of it. */
    void begin(long id, Collection<DevDatabaseKind> databases, String circumstances) {
        entries.put(id, new Entry(databases, circumstances));
    }

    void told(long id, Verdict verdict, String cause) {
        told.put(id, new Told(verdict, cause));
    }

    boolean wasCommitted(long id) {
        Told what = told.get(id);
        return what != null && what.verdict() == Verdict.COMMITTED;
    }

    static void announce(Findings findings) {
        findings.announce("split", "lost", "false_reports");
    }

    /** @param stored the ids that stand in each database, after everything has come to an end */
    void judge(Map<DevDatabaseKind, Set<Long>> stored, Findings findings) {
        findings.set("transactions", entries.size());
        for (Verdict verdict : Verdict.values()) {
            findings.set(
                    verdict.name().toLowerCase(Locale.ROOT),
                    told.values().stream()
                            .filter(each -> each.verdict() == verdict)
                            .count());
        }
        if (findings.number("committed") == 0) {
            String some = told.values().stream().findAny().map(Told::toString).orElse("none");
            findings.wrong("nothing_committed", "of " + entries.size() + " transactions, such as " + some);
        }
        findings.set("untold", entries.size() - told.size());
        entries.forEach((id, entry) -> judge(id, entry, stored, findings));
        stored.forEach((kind, ids) -> ids.stream()
                .filter(id -> !entries.containsKey(id))
                .forEach(id -> findings.wrong("unexpected", kind + " has " + id + ", which nobody wrote")));
    }

    private void judge(long id, Entry entry, Map<DevDatabaseKind, Set<Long>> stored, Findings findings) {
        Set<DevDatabaseKind> holding = entry.databases().stream()
                .filter(kind -> stored.getOrDefault(kind, Set.of()).contains(id))
                .collect(Collectors.toSet());
        Told what = told.get(id);
        String all = "transaction " + id + " stands in " + holding + " of " + entry.databases() + ", told " + what
                + "; " + entry.circumstances();
        boolean everywhere = holding.size() == entry.databases().size();
        if (!holding.isEmpty() && !everywhere) {
            findings.wrong("split", all);
        }
        if (what != null && what.verdict() == Verdict.COMMITTED && !everywhere) {
            findings.wrong("lost", all);
        }
        if (what != null && what.verdict() == Verdict.ROLLED_BACK && !holding.isEmpty()) {
            findings.wrong("false_reports", all);
        }
    }
}
