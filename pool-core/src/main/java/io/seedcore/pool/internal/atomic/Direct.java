package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Answer.Plain;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One request, one direct connection: what coordinators and recovery ask of a database outside any transaction. Each proves
 * that it speaks to the primary, and stores that they are still the ones that the transaction means.
 */
final class Direct {

    private final KnownDatabases databases;
    private final DirectPlaces places;
    private final Duration answer;
    private final String resolver;
    private final @Nullable Set<String> unreached;

    Direct(KnownDatabases databases, Duration answer, String resolver) {
        this(databases, new DirectPlaces(), answer, resolver, null);
    }

    /** @param unreached what could not be reached; null for one that remembers nothing */
    private Direct(
            KnownDatabases databases,
            DirectPlaces places,
            Duration answer,
            String resolver,
            @Nullable Set<String> unreached) {
        this.databases = databases;
        this.places = places;
        this.answer = answer;
        this.resolver = resolver;
        this.unreached = unreached;
    }

    /** As this, for one scan: what could not be reached once is not tried again, however many requests are made of it. */
    Direct forOneScan() {
        return new Direct(databases, places, answer, resolver, ConcurrentHashMap.newKeySet());
    }

    @FunctionalInterface
    private interface Question<S, T> {
        T ask(S session) throws Exception;
    }

    private AtomicDatabase database(String name) throws SQLException {
        return databases.find(name).orElseThrow(() -> new SQLException("no database is called " + name));
    }

    private <T> T reached(String what, Callable<T> opening) throws Exception {
        Set<String> known = unreached;
        if (known == null) {
            return opening.call();
        }
        if (known.contains(what)) {
            throw new SQLException(what + ": could not be reached a moment ago, and is not tried again in this scan");
        }
        try {
            return opening.call();
        } catch (Exception e) {
            known.add(what);
            throw e;
        }
    }

    private <T> T inPlace(String name, Callable<T> work) throws Exception {
        Semaphore place = reached(name, () -> places.enter(name, answer));
        try {
            return work.call();
        } finally {
            place.release();
        }
    }

    private <T> T ofStore(String name, String storeId, Question<DecisionStore, T> question) throws Exception {
        return inPlace(name, () -> {
            try (DecisionStore store = reached(name, () -> database(name).openStore(answer))) {
                // Neo4j is connected to only now.
                if (!reached(name + ", decisions", store::id).equals(storeId)) {
                    throw new SQLException(name + ": the store of decisions is not " + storeId + " any more");
                }
                return question.ask(store);
            }
        });
    }

    /** @param none the answer where that kind of database has no branches */
    private <T> T ofBranches(String name, Question<Branches, T> question, T none) throws Exception {
        return inPlace(name, () -> {
            Optional<Branches> opened = reached(name, () -> database(name).openBranches(answer));
            if (opened.isEmpty()) {
                return none;
            }
            try (Branches branches = opened.get()) {
                return question.ask(branches);
            }
        });
    }

    Optional<Marker> find(String name, String storeId, TransactionId id) throws Exception {
        return ofStore(name, storeId, store -> store.find(id));
    }

    Answer read(String name, String storeId, TransactionId id, Predicate<Marker> late) throws Exception {
        return find(name, storeId, id).map(marker -> found(marker, late)).orElse(Plain.NOT_FOUND);
    }

    Answer settle(String name, String storeId, TransactionId id, Predicate<Marker> late) throws Exception {
        return ofStore(name, storeId, store -> store.settle(id, resolver))
                .map(marker -> found(marker, late))
                .orElse(Plain.BLOCKED);
    }

    private static Answer found(Marker marker, Predicate<Marker> late) {
        return new Answer.Found(marker.decision(), late.test(marker));
    }

    Answer endHolder(String name, String storeId, TransactionId id) throws Exception {
        return ofStore(name, storeId, store -> store.endHolder(id)) ? Plain.DONE : Plain.NOT_FOUND;
    }

    Answer stamp(String name, String storeId, TransactionId id) throws Exception {
        return ofStore(name, storeId, store -> store.stamp(id, resolver)) ? Plain.DONE : Plain.NOT_FOUND;
    }

    Answer remove(String name, String storeId, Collection<TransactionId> ids, Decision decision) throws Exception {
        return ofStore(name, storeId, store -> {
            store.remove(ids, decision);
            return Plain.DONE;
        });
    }

    /** Work that makes more than one request of a store, over one connection. */
    @FunctionalInterface
    interface Work {
        void with(DecisionStore store) throws Exception;
    }

    void work(String name, String storeId, Work work) throws Exception {
        ofStore(name, storeId, store -> {
            work.with(store);
            return Plain.DONE;
        });
    }

    Optional<Marker> settleByHand(String name, String storeId, TransactionId id, Decision decision) throws Exception {
        return ofStore(name, storeId, store -> store.settleByHand(id, decision, "by hand, " + resolver));
    }

    List<PreparedBranch> branches(String name) throws Exception {
        return ofBranches(name, Branches::list, List.of());
    }

    Answer isPrepared(String name, TransactionId id, int number) throws Exception {
        return new Answer.Listed(branches(name).stream().anyMatch(branch -> matches(branch, id, number)));
    }

    private static boolean matches(PreparedBranch branch, TransactionId id, int number) {
        return branch.id().equals(id) && branch.number() == number;
    }

    /**
     * The branches in the database with that store, by whatever name it is known here.
     *
     * @throws Exception where no database is known to be that one, or no pool that leads there gets an answer
     */
    List<PreparedBranch> branchesAt(String storeId) throws Exception {
        return LikePools.ask(
                databases.allWithStore(storeId),
                name -> {
                    List<PreparedBranch> listed = branches(name);
                    return ofStore(name, storeId, store -> listed);
                },
                answered -> true);
    }

    /** Ends a branch that stands in a fresh list; {@link Plain#NOT_FOUND} where it does not, or the server denies it. */
    Answer finish(String name, TransactionId id, int number, Decision decision) throws Exception {
        return ofBranches(
                name,
                branches -> {
                    Answer answer = Plain.NOT_FOUND;
                    for (PreparedBranch branch : branches.list()) {
                        if (matches(branch, id, number)) {
                            answer = answer(
                                    decision == Decision.COMMITTED
                                            ? branches.commit(branch)
                                            : branches.rollback(branch));
                        }
                    }
                    return answer;
                },
                Plain.NOT_FOUND);
    }

    Answer endOwner(String name, TransactionId id, int number) throws Exception {
        return ofBranches(
                name,
                branches -> {
                    for (PreparedBranch branch : branches.list()) {
                        if (matches(branch, id, number)) {
                            branches.endOwner(branch);
                        }
                    }
                    return Plain.DONE;
                },
                Plain.DONE);
    }

    static Answer answer(FinishAnswer answer) {
        return switch (answer) {
            case DONE -> Plain.DONE;
            case NOT_FOUND -> Plain.NOT_FOUND;
            case BUSY -> Plain.SILENCE;
        };
    }
}
