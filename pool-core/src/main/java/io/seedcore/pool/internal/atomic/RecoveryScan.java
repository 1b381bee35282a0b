package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.InDoubt;
import io.seedcore.pool.atomic.RecoveryState;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Recovery;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for transactions that others left behind, and ends them. Any number of members may be at it at once; within one,
 * one scan after the other. Thread-safe.
 */
final class RecoveryScan {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryScan.class);

    private final Engine engine;
    private final OldDecisions oldDecisions;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<TransactionId, Long> firstSeen = new ConcurrentHashMap<>();
    /** Of transactions that a person settled: kept while they are prepared somewhere, or may be where nobody can look. */
    private final Map<TransactionId, Set<String>> notWaitedFor = new ConcurrentHashMap<>();

    private volatile List<InDoubt> inDoubt = List.of();
    private volatile int foreign;
    private final AtomicLong settled = new AtomicLong();
    private volatile Optional<Instant> lastScan = Optional.empty();
    /** Of the scan that runs, or ran last. */
    private volatile Direct direct;

    /**
     * A branch, once.
     *
     * @param pools all that list it: those that lead to its database, with MySQL to its server
     */
    private record Found(PreparedBranch branch, List<String> pools) {

        String database() {
            return pools.get(0);
        }

        Found and(Found same) {
            return new Found(
                    branch, Stream.concat(pools.stream(), same.pools.stream()).toList());
        }
    }

    RecoveryScan(Engine engine) {
        this.engine = engine;
        this.oldDecisions = new OldDecisions(engine);
        this.direct = engine.direct();
    }

    RecoveryState state(long handSettled) {
        List<InDoubt> now = inDoubt;
        Duration oldest =
                now.stream().map(InDoubt::age).max(Duration::compareTo).orElse(Duration.ZERO);
        return new RecoveryState(now.size(), oldest, lastScan, settled.get(), foreign, handSettled);
    }

    List<InDoubt> inDoubt() {
        return inDoubt;
    }

    /** @param gone stores that the transaction names and that nobody is to wait for any more */
    void decidedByHand(TransactionId id, Set<String> gone) {
        notWaitedFor.put(id, gone);
    }

    void run() {
        turn.lock();
        scanInTurn();
    }

    /** As {@link #run}, but does not wait for a scan that is under way: it would find the same once more. */
    void runUnlessOneIsUnderWay() {
        if (turn.tryLock()) {
            scanInTurn();
        }
    }

    private void scanInTurn() {
        try {
            scan();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A scan for transactions in doubt failed; it is tried again", e);
        } finally {
            turn.unlock();
        }
    }

    private void scan() throws InterruptedException {
        direct = engine.direct().forOneScan();
        List<String> unreachable = new ArrayList<>();
        Set<TransactionId> settledBefore = Set.copyOf(notWaitedFor.keySet());
        Map<TransactionId, List<Found>> found = lists(unreachable);
        firstSeen.keySet().retainAll(found.keySet());
        if (unreachable.isEmpty()) {
            forgetSettlements(settledBefore, found.keySet());
        }
        Map<String, String> databasesByStore = isAnyOurs(found) ? databasesByStore(unreachable) : Map.of();
        List<InDoubt> left = new ArrayList<>();
        int others = 0;
        for (Map.Entry<TransactionId, List<Found>> each : found.entrySet()) {
            TransactionId id = each.getKey();
            boolean ours = id.realm().equals(engine.realm());
            Map<String, String> stores = ours ? storesToAsk(id, databasesByStore) : Map.of();
            boolean decidable = ours && isDecidable(id, stores.values());
            if (!decidable) {
                others += each.getValue().size();
                reportForeign(id, each.getValue());
            }
            if (!ours) {
                continue;
            }
            Duration age = age(id, each.getValue());
            Optional<Decision> decision = decidable ? recover(id, stores, each.getValue(), age) : Optional.empty();
            if (!isEnded(id, each.getValue(), decision)) {
                left.add(new InDoubt(id.text(), databases(each.getValue()), age, decision));
            }
        }
        inDoubt = List.copyOf(left);
        foreign = others;
        removeOld(unreachable);
        if (unreachable.isEmpty()) {
            lastScan = Optional.of(Instant.now());
        }
    }

    /** Those of transactions that are prepared nowhere; one that was settled meanwhile may not be in the lists yet. */
    private void forgetSettlements(Set<TransactionId> settledBefore, Set<TransactionId> found) {
        settledBefore.stream().filter(id -> !found.contains(id)).forEach(notWaitedFor::remove);
    }

    private boolean isAnyOurs(Map<TransactionId, List<Found>> found) {
        return found.keySet().stream().anyMatch(id -> id.realm().equals(engine.realm()));
    }

    /**
     * The id of each known store, with the name of a database that leads there, if possible one that gave its list; the
     * others are not asked now.
     */
    private Map<String, String> databasesByStore(List<String> unreachable) {
        KnownDatabases databases = engine.databases();
        Map<String, String> found = new HashMap<>();
        for (String name : databases.names()) {
            if (!unreachable.contains(name)) {
                databases.storeOf(name).ifPresent(store -> found.putIfAbsent(store, name));
            }
        }
        for (String name : unreachable) {
            databases.storeSoFar(name).ifPresent(store -> found.putIfAbsent(store, name));
        }
        return found;
    }

    /**
     * The stores in which the decision may stand, as far as this scan knows: of each the id, by the name of one database that
     * leads there. One that was gone when a person decided is not waited for, but asked where it is back: what stands there
     * counts more.
     */
    private Map<String, String> storesToAsk(TransactionId id, Map<String, String> databasesByStore)
            throws InterruptedException {
        Map<String, String> stores = new LinkedHashMap<>();
        for (String store : id.stores()) {
            String name = databasesByStore.get(store);
            if (name != null && (!gone(id).contains(store) || answers(name, store, id))) {
                stores.put(name, store);
            }
        }
        return stores;
    }

    private boolean answers(String name, String store, TransactionId id) throws InterruptedException {
        try {
            direct.find(name, store, id);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("{}: is still gone", name, e);
            return false;
        }
    }

    private boolean isDecidable(TransactionId id, Collection<String> asked) {
        return id.stores().stream().allMatch(store -> asked.contains(store) || gone(id).contains(store));
    }

    private Set<String> gone(TransactionId id) {
        return notWaitedFor.getOrDefault(id, Set.of());
    }

    private Map<TransactionId, List<Found>> lists(List<String> unreachable) throws InterruptedException {
        // The number is the branch's own within its transaction, in whatever database.
        Map<TransactionId, Map<Integer, Found>> found = new LinkedHashMap<>();
        for (String name : engine.databases().names()) {
            if (engine.databases().find(name).isEmpty()) {
                continue;
            }
            try {
                for (PreparedBranch branch : direct.branches(name)) {
                    found.computeIfAbsent(branch.id(), absent -> new LinkedHashMap<>())
                            .merge(branch.number(), new Found(branch, List.of(name)), Found::and);
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                unreachable.add(name);
                LOG.debug("{}: could not be asked for transactions in doubt", name, e);
            }
        }
        Map<TransactionId, List<Found>> branches = new LinkedHashMap<>();
        found.forEach((id, each) -> branches.put(id, List.copyOf(each.values())));
        return branches;
    }

    private void reportForeign(TransactionId id, List<Found> branches) {
        if (firstSeen.putIfAbsent(id, System.nanoTime()) == null) {
            LOG.warn(
                    "SCP-425 {}: branches are prepared that nobody here may decide: {}. They hold locks until somebody"
                            + " does.",
                    databases(branches),
                    id.realm().equals(engine.realm())
                            ? "their decision may stand in a database that is not configured, or is another one now"
                            : "they belong to another SEEDCORE_REALM");
        }
    }

    private static List<String> databases(List<Found> branches) {
        return branches.stream().map(Found::database).distinct().toList();
    }

    /** By the databases' clocks where they know, else since this member first saw it. */
    private Duration age(TransactionId id, List<Found> branches) {
        long since = firstSeen.computeIfAbsent(id, unseen -> System.nanoTime());
        Duration seen = Duration.ofNanos(System.nanoTime() - since);
        return branches.stream()
                .flatMap(found -> found.branch().age().stream())
                .reduce(seen, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Optional<Decision> recover(TransactionId id, Map<String, String> stores, List<Found> branches, Duration age)
            throws InterruptedException {
        if (age.compareTo(engine.limits().grace()) < 0 || stores.isEmpty()) {
            return Optional.empty();
        }
        boolean stalled = age.compareTo(engine.limits().stall()) >= 0;
        List<String> names = new ArrayList<>(stores.keySet());
        Recovery state = Recovery.begin(
                names.size(), IntStream.range(0, branches.size()).boxed().collect(Collectors.toSet()), stalled);
        Conversation conversation = new Conversation(
                engine.threads(), request -> ask(request, id, names, stores, branches), engine.witness());
        while (!state.isOver()) {
            conversation.make(state.requests(), true);
            Conversation.Heard heard = conversation.next(Duration.ofDays(1)).orElseThrow();
            state = state.answered(heard.request(), heard.answer());
        }
        return state.decision();
    }

    private Answer ask(
            Request request, TransactionId id, List<String> names, Map<String, String> stores, List<Found> branches)
            throws Exception {
        if (request instanceof Request.Read read) {
            return direct.read(names.get(read.store()), store(stores, names, read.store()), id, marker -> false);
        } else if (request instanceof Request.Settle settle) {
            return direct.settle(names.get(settle.store()), store(stores, names, settle.store()), id, marker -> false);
        } else if (request instanceof Request.EndHolder end) {
            return direct.endHolder(names.get(end.store()), store(stores, names, end.store()), id);
        } else if (request instanceof Request.Stamp stamp) {
            return direct.stamp(names.get(stamp.store()), store(stores, names, stamp.store()), id);
        } else if (request instanceof Request.Finish finish) {
            return finish(branches.get(finish.branch()), finish.decision());
        } else if (request instanceof Request.EndOwner end) {
            Found found = branches.get(end.branch());
            return LikePools.ask(
                    found.pools(),
                    pool -> direct.endOwner(pool, id, found.branch().number()),
                    ended -> true);
        }
        throw new IllegalArgumentException("recovery does not ask for " + request);
    }

    private static String store(Map<String, String> stores, List<String> names, int store) {
        return Objects.requireNonNull(stores.get(names.get(store)));
    }

    private Answer finish(Found found, Decision decision) throws Exception {
        PreparedBranch branch = found.branch();
        return LikePools.ask(
                found.pools(),
                pool -> direct.finish(pool, branch.id(), branch.number(), decision),
                answer -> answer == Answer.Plain.DONE);
    }

    private boolean isEnded(TransactionId id, List<Found> branches, Optional<Decision> decision)
            throws InterruptedException {
        if (decision.isEmpty()) {
            return false;
        }
        for (Found found : branches) {
            for (String pool : found.pools()) {
                if (!isEnded(pool, found.branch())) {
                    return false;
                }
            }
        }
        settled.incrementAndGet();
        firstSeen.remove(id);
        notWaitedFor.remove(id);
        LOG.info(
                "A transaction over {} that its member left behind was {}",
                databases(branches),
                decision.get() == Decision.COMMITTED ? "committed" : "rolled back");
        return true;
    }

    private boolean isEnded(String pool, PreparedBranch branch) throws InterruptedException {
        try {
            return direct.isPrepared(pool, branch.id(), branch.number()).equals(new Answer.Listed(false));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.debug("{}: could not be asked again", pool, e);
            return false;
        }
    }

    private void removeOld(List<String> unreachable) throws InterruptedException {
        for (String name : engine.databases().candidates()) {
            // Tables are made for those who commit over several databases, not for those who only look.
            Optional<String> store = engine.databases().storeSoFar(name);
            if (store.isEmpty() || unreachable.contains(name)) {
                continue;
            }
            try {
                oldDecisions.remove(direct, name, store.get());
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                unreachable.add(name);
                LOG.debug("{}: old decisions could not be removed", name, e);
                // The store may have been made anew, and what is known of it is then of no use to anybody.
                engine.databases().askAgain(name);
            }
        }
    }
}
