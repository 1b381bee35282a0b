package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.atomic.spi.Readiness;
import io.seedcore.pool.config.PoolSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The databases of a registry, and what each grants to the protocol, asked when first needed. Thread-safe. */
final class KnownDatabases {

    private static final Logger LOG = LoggerFactory.getLogger(KnownDatabases.class);

    /**
     * When what is not good is looked at again.
     *
     * @param silent nothing was ever heard of the database
     * @param lacking something is missing that may be mended
     */
    record AskAgain(Duration silent, Duration lacking) {
        static final AskAgain USUAL = new AskAgain(Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    private final PoolRegistry registry;
    private final Duration answer;
    private final AskAgain askAgain;
    private final Consumer<Runnable> elsewhere;
    private final Set<String> beingAsked = ConcurrentHashMap.newKeySet();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * @param readiness empty where the database could never be asked
     * @param lastStore the id of the store that it had last, also where it has none now
     */
    private record Known(
            AtomicDatabase database, Optional<Readiness> readiness, Optional<String> lastStore, long askedAt) {

        /** What is good stays good; what is missing may be mended, and the database may be another one by now. */
        boolean stands(AtomicDatabase now, AskAgain again) {
            Duration kept = readiness.isPresent() ? again.lacking() : again.silent();
            boolean good = readiness
                    .filter(found -> found.storeId().isPresent() && found.canPrepare())
                    .isPresent();
            return database == now && (good || System.nanoTime() - askedAt < kept.toNanos());
        }

        Optional<Readiness> of(AtomicDatabase now) {
            return database == now ? readiness : Optional.empty();
        }

        Optional<String> storeOf(AtomicDatabase now) {
            return database == now ? lastStore : Optional.empty();
        }
    }

    /** @param elsewhere runs what may wait for a database */
    KnownDatabases(PoolRegistry registry, Duration answer, AskAgain askAgain, Consumer<Runnable> elsewhere) {
        this.registry = registry;
        this.answer = answer;
        this.askAgain = askAgain;
        this.elsewhere = elsewhere;
    }

    PoolRegistry registry() {
        return registry;
    }

    /** The names of all databases that are configured, whether they can take part or not. */
    List<String> names() {
        return List.copyOf(registry.names());
    }

    /** Whether one alone is configured. */
    boolean isOne() {
        return registry.names().size() == 1;
    }

    Optional<AtomicDatabase> find(String name) {
        return registry.find(name).filter(AtomicPool.class::isInstance).map(pool -> ((AtomicPool) pool).atomic());
    }

    Optional<DatabaseKind> kind(String name) {
        return registry.settings(name).map(PoolSettings::kind);
    }

    /** What the database grants, as it last said; empty where it never did, and does not answer now. */
    Optional<Readiness> readiness(String name) {
        AtomicDatabase database = find(name).orElse(null);
        if (database == null) {
            return Optional.empty();
        }
        Known before = known.get(name);
        return before != null && before.stands(database, askAgain)
                ? before.readiness()
                : askedOnce(name, database, false);
    }

    /**
     * One asks, and those who come meanwhile wait for his answer: together they would be more than it can answer in time.
     *
     * @param inAnyCase whether to ask although what is known stands
     */
    private Optional<Readiness> askedOnce(String name, AtomicDatabase database, boolean inAnyCase) {
        ReentrantLock turn = turns.computeIfAbsent(name, first -> new ReentrantLock());
        turn.lock();
        try {
            Known before = known.get(name);
            return !inAnyCase && before != null && before.stands(database, askAgain)
                    ? before.readiness()
                    : asked(name, database, before);
        } finally {
            turn.unlock();
        }
    }

    private Optional<Readiness> asked(String name, AtomicDatabase database, @Nullable Known before) {
        // One that is silent for a while is the same afterwards. If it is not, the id of its store will show it.
        Optional<Readiness> found =
                ask(name, database).or(() -> before == null ? Optional.empty() : before.of(database));
        Optional<String> lastStore = before == null ? Optional.empty() : before.storeOf(database);
        Optional<String> store = found.flatMap(Readiness::storeId);
        known.put(name, new Known(database, found, store.or(() -> lastStore), System.nanoTime()));
        if (before == null || !before.readiness().equals(found)) {
            found.ifPresent(readiness -> report(name, readiness));
        }
        reportOtherStore(name, lastStore, store);
        return found;
    }

    /** Asks the database again although what it granted was good: somebody found that it is so no more. */
    void askAgain(String name) {
        find(name).ifPresent(database -> askedOnce(name, database, true));
    }

    /** As {@link #readiness}, but waits for the database only while nothing is known of it. */
    Optional<Readiness> readinessAtHand(String name) {
        Known before = known.get(name);
        AtomicDatabase database = find(name).orElse(null);
        if (before == null || database == null || before.of(database).isEmpty()) {
            return readiness(name);
        }
        if (!before.stands(database, askAgain) && beingAsked.add(name)) {
            elsewhere.accept(() -> {
                try {
                    readiness(name);
                } finally {
                    beingAsked.remove(name);
                }
            });
        }
        return before.readiness();
    }

    /** What the database was found to grant when somebody needed it; asks nobody. */
    Optional<Readiness> readinessSoFar(String name) {
        return Optional.ofNullable(known.get(name)).flatMap(Known::readiness);
    }

    /** The id of the store in the database, as far as is known; asks nobody. */
    Optional<String> storeSoFar(String name) {
        return readinessSoFar(name).flatMap(Readiness::storeId);
    }

    private Optional<Readiness> ask(String name, AtomicDatabase database) {
        try {
            return Optional.of(database.check(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception e) {
            LOG.debug("{}: could not be asked what it grants to transactions over several databases", name, e);
            return Optional.empty();
        }
    }

    private void report(String name, Readiness readiness) {
        readiness.warnings().forEach(LOG::warn);
        if (!readiness.storeProblems().isEmpty() && candidates().contains(name)) {
            LOG.warn(
                    "SCP-422 {}: decisions of transactions over several databases cannot stand here. {}",
                    name,
                    String.join("; ", readiness.storeProblems()));
        }
        if (!readiness.prepareProblems().isEmpty() && kind(name).orElse(null) != DatabaseKind.NEO4J) {
            LOG.warn(
                    "SCP-423 {}: cannot prepare, so it can only be the one that decides. {}",
                    name,
                    String.join("; ", readiness.prepareProblems()));
        }
    }

    private static void reportOtherStore(String name, Optional<String> before, Optional<String> now) {
        if (before.isPresent() && now.isPresent() && !before.equals(now)) {
            LOG.warn(
                    "SCP-426 {}: the store of decisions is another one than before: it was {} and is {}. Somebody emptied the"
                            + " database or restored it. New transactions go on; one that was in doubt meanwhile is left"
                            + " alone, as what was decided may be lost: see the list of those in doubt.",
                    name,
                    before.get(),
                    now.get());
        }
    }

    /** Whether the database can prepare, as far as is known; one that does not answer is taken to. */
    boolean canPrepare(String name) {
        return kind(name).orElse(null) != DatabaseKind.NEO4J
                && readinessAtHand(name).map(Readiness::canPrepare).orElse(true);
    }

    /**
     * The databases in which a decision may stand: those of the setting, else Neo4j and the first relational database, else
     * the first two relational ones.
     */
    List<String> candidates() {
        List<String> set = registry.application().decisionStores();
        if (!set.isEmpty()) {
            return set;
        }
        List<String> relational = new ArrayList<>();
        List<String> graphs = new ArrayList<>();
        for (PoolSettings settings : registry.settings()) {
            (settings.kind() == DatabaseKind.NEO4J ? graphs : relational).add(settings.name());
        }
        List<String> found = new ArrayList<>(graphs.stream().limit(1).toList());
        relational.stream().limit(2 - found.size()).forEach(found::add);
        return found;
    }

    /**
     * The ids of the stores of all candidates, each once, as several pools may lead to the same database; empty where one of
     * them is not known now.
     *
     * @param ask whether to wait for those that are not
     */
    Optional<List<String>> stores(boolean ask) {
        Set<String> stores = new LinkedHashSet<>();
        for (String name : candidates()) {
            Optional<String> id = (ask ? readiness(name) : readinessAtHand(name)).flatMap(Readiness::storeId);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            stores.add(id.get());
        }
        return stores.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(stores));
    }

    /** The id of the store in the database called {@code name}, as far as is known. */
    Optional<String> storeOf(String name) {
        return readiness(name).flatMap(Readiness::storeId);
    }

    /** The database whose store has this id, as far as is known; the first where several pools lead there. */
    Optional<String> withStore(String id) {
        return leadingTo(id).findFirst();
    }

    /** The names of all pools that lead to the store with this id, as far as is known. */
    List<String> allWithStore(String id) {
        return leadingTo(id).toList();
    }

    private Stream<String> leadingTo(String store) {
        return names().stream()
                .filter(name -> storeOf(name).filter(store::equals).isPresent());
    }

    /** Why the candidates are not all known, in words. */
    String storeProblems() {
        List<String> problems = new ArrayList<>();
        for (String name : candidates()) {
            Optional<Readiness> readiness = readiness(name);
            if (readiness.isEmpty()) {
                problems.add(name + " does not answer");
            } else if (readiness.get().storeId().isEmpty()) {
                problems.add(name + ": " + String.join("; ", readiness.get().storeProblems()));
            }
        }
        return problems.isEmpty() ? "no database can hold one" : String.join(". ", problems);
    }
}
