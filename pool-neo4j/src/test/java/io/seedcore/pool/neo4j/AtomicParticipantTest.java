package io.seedcore.pool.neo4j;

import static io.seedcore.pool.neo4j.AtomicFixture.PATIENCE;
import static io.seedcore.pool.neo4j.AtomicFixture.REALM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;

/** What Neo4j does for a commit over several databases. */
@Tag("transactions")
class AtomicParticipantTest {

    private static final String LONG_RUNNING = "UNWIND range(1, 1000000000) AS i RETURN sum(sqrt(i))";

    private AtomicFixture graph;
    private DecisionStore store;

    @BeforeEach
    void open() throws Exception {
        graph = AtomicFixture.over(GraphDatabases.shared());
        store = graph.openStore();
    }

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void commit_storesNodesAndDecisionTogether() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginWithNode(id);
        participant.freeze();
        assertThat(participant.hasWritten()).isTrue();
        Instant marked = participant.mark(id, graph.store(), List.of("postgresql", "mysql"));
        assertThat(store.find(id)).isEmpty();
        assertThat(graph.nodes()).isZero();

        assertThat(participant.commit()).isEqualTo(CommitAnswer.COMMITTED);
        participant.release();
        Marker found = store.find(id).orElseThrow();
        assertThat(found.id()).isEqualTo(id);
        assertThat(found.decision()).isEqualTo(Decision.COMMITTED);
        assertThat(found.participants()).containsExactly("postgresql", "mysql");
        assertThat(found.created()).isEqualTo(marked);
        assertThat(found.now()).isAfterOrEqualTo(marked);
        assertThat(found.resolver()).isNull();
        assertThat(graph.nodes()).isOne();
        await().atMost(PATIENCE).until(() -> graph.pool().stats().checkedOut() == 0);
    }

    @Test
    void interruptedCommit_isWaitedFor() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginMarked(id);
        Thread.currentThread().interrupt();
        CommitAnswer answer = participant.commit();
        assertThat(Thread.interrupted()).as("interrupted afterwards").isTrue();
        assertThat(answer).isEqualTo(CommitAnswer.COMMITTED);
        participant.release();
        assertThat(store.find(id)).isPresent();
        assertThat(graph.nodes()).isOne();
    }

    @Test
    void remove_removesTheDecisionsAndNothingElse() throws Exception {
        List<TransactionId> ids = List.of(graph.newId(), graph.newId(), graph.newId());
        for (TransactionId id : ids) {
            Participant participant = graph.beginMarked(id);
            assertThat(participant.commit()).isEqualTo(CommitAnswer.COMMITTED);
            participant.release();
        }
        store.remove(ids.subList(0, 2), Decision.COMMITTED);
        assertThat(store.find(ids.get(0))).isEmpty();
        assertThat(store.find(ids.get(1))).isEmpty();
        assertThat(store.find(ids.get(2))).isPresent();
        assertThat(graph.nodes()).isEqualTo(3);
        assertThat(store.id()).isEqualTo(graph.store());
    }

    @Test
    void abandon_endsWhatIsStillAwaited() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginMarked(id);
        participant.abandon();
        participant.release();
        assertThat(settled(store, id).decision()).isEqualTo(Decision.ABORTED);
        assertThat(graph.nodes()).isZero();
        await().atMost(PATIENCE).until(() -> graph.pool().stats().checkedOut() == 0);
    }

    @Test
    void rollback_storesNeither() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginMarked(id);
        participant.rollback();
        participant.release();
        assertThat(settled(store, id).decision()).isEqualTo(Decision.ABORTED);
        assertThat(graph.nodes()).isZero();
        await().atMost(PATIENCE).until(() -> graph.pool().stats().checkedOut() == 0);
    }

    @Test
    void transactionThatOnlyRead_hasNotWritten() throws Exception {
        Participant participant = graph.begin(graph.newId());
        assertThat(participant.hasWritten()).isFalse();
        for (int i = 0; i < 5; i++) {
            AtomicFixture.run(participant, "MATCH (n:" + graph.label() + ") RETURN n");
            AtomicFixture.transaction(participant).run("UNWIND range(1, 5000) AS i RETURN i");
        }
        assertThat(participant.hasWritten()).isFalse();
        AtomicFixture.transaction(participant).run("MERGE (n:" + graph.label() + ")");
        participant.freeze();
        assertThat(participant.hasWritten()).isTrue();
        participant.rollback();
        participant.release();
    }

    @Test
    void application_doesNotEndTheTransaction() throws Exception {
        Participant participant = graph.beginWithNode(graph.newId());
        try (Transaction handle = AtomicFixture.transaction(participant)) {
            assertThatThrownBy(handle::commit).hasMessageStartingWith("SCP-450 neo4j: commit is refused");
            assertThatThrownBy(handle::rollback).hasMessageStartingWith("SCP-450 neo4j: rollback is refused");
        }
        Transaction handle = AtomicFixture.transaction(participant);
        assertThat(handle.run("RETURN 1").single().get(0).asInt()).isOne();
        participant.freeze();
        assertThat(handle.isOpen()).isFalse();
        assertThatThrownBy(() -> handle.run("RETURN 1"))
                .hasMessageStartingWith("SCP-450 neo4j: a statement is refused");
        assertThat(participant.commit()).isEqualTo(CommitAnswer.COMMITTED);
        participant.release();
        assertThat(graph.nodes()).isOne();
    }

    @Test
    void openTransaction_leavesSettlingUndecided() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginMarked(id);
        assertThat(store.settle(id, "me")).isEmpty();
        assertThat(participant.commit()).isEqualTo(CommitAnswer.COMMITTED);
        participant.release();
        assertThat(settled(store, id).decision()).isEqualTo(Decision.COMMITTED);
        assertThat(graph.decisions(id)).isOne();
    }

    @Test
    void unknownTransactionInTheWay_leavesSettlingUndecided_andProbesGoOn() throws Exception {
        TransactionId id = graph.newId();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Session session = graph.pool().driver().session();
                Transaction stranger = session.beginTransaction()) {
            stranger.run("CREATE (:SeedCoreTx {gtrid: $id})", Map.of("id", id.text()))
                    .consume();
            Future<Optional<Marker>> settling = thread.submit(() -> store.settle(id, "me"));
            assertThat(graph.pool().probe(Duration.ofSeconds(5)).up()).isTrue();
            assertThat(settling.get(1, TimeUnit.MINUTES)).isEmpty();
            stranger.rollback();
        } finally {
            thread.shutdownNow();
        }
        assertThat(settled(store, id).resolver()).isEqualTo("me");
    }

    @Test
    void stalledHolder_isEndedByItsMetadata() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginMarked(id);
        assertThat(store.endHolder(graph.newId())).isFalse();
        assertThat(store.settle(id, "me")).isEmpty();

        assertThat(store.endHolder(id)).isTrue();
        assertThat(settled(store, id).decision()).isEqualTo(Decision.ABORTED);
        assertThat(store.endHolder(id)).isFalse();
        assertThat(participant.commit()).isEqualTo(CommitAnswer.REFUSED);
        participant.release();
        assertThat(graph.nodes()).isZero();
    }

    @Test
    void creatorsAtOnce_exactlyOneWins() throws Exception {
        rounds(this::race);
    }

    /** Four that write a decision, two of each kind, and all see the same one. */
    private void race(ExecutorService threads) throws Exception {
        TransactionId id = graph.newId();
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<Optional<Marker>>> creating = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Decision decision = Decision.values()[i % 2];
            String resolver = "creator " + i;
            creating.add(threads.submit(() -> {
                start.await(1, TimeUnit.MINUTES);
                return store().settleByHand(id, decision, resolver);
            }));
        }
        Marker winner = creating.get(0).get(1, TimeUnit.MINUTES).orElseThrow();
        for (Future<Optional<Marker>> each : creating) {
            Marker seen = each.get(1, TimeUnit.MINUTES).orElseThrow();
            assertThat(seen.decision()).isEqualTo(winner.decision());
            assertThat(seen.resolver()).isEqualTo(winner.resolver());
            assertThat(seen.created()).isEqualTo(winner.created());
        }
        assertThat(graph.decisions(id)).isOne();
    }

    private interface Round {
        void run(ExecutorService threads) throws Exception;
    }

    private static void rounds(Round round) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 40; i++) {
                round.run(threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void committingAndSettlingAtOnce_agree() throws Exception {
        rounds(this::commitAndSettle);
    }

    /** One that would commit, and three that settle. */
    private void commitAndSettle(ExecutorService threads) throws Exception {
        TransactionId id = graph.newId();
        int before = graph.nodes();
        CyclicBarrier start = new CyclicBarrier(4);
        Future<CommitAnswer> committing = threads.submit(() -> markAndCommit(id, start));
        List<Future<Optional<Marker>>> settling = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String resolver = "recoverer " + i;
            settling.add(threads.submit(() -> {
                start.await(1, TimeUnit.MINUTES);
                return store().settle(id, resolver);
            }));
        }
        CommitAnswer answer = committing.get(1, TimeUnit.MINUTES);
        List<Marker> seen = new ArrayList<>();
        for (Future<Optional<Marker>> each : settling) {
            each.get(1, TimeUnit.MINUTES).ifPresent(seen::add);
        }
        Marker decided = settled(store, id);
        assertThat(decided.decision())
                .isEqualTo(answer == CommitAnswer.COMMITTED ? Decision.COMMITTED : Decision.ABORTED);
        assertThat(seen).extracting(Marker::decision).allMatch(decided.decision()::equals);
        assertThat(seen).extracting(Marker::created).allMatch(decided.created()::equals);
        assertThat(graph.decisions(id)).isOne();
        assertThat(graph.nodes() - before).isEqualTo(answer == CommitAnswer.COMMITTED ? 1 : 0);
    }

    /** For one thread. */
    private DecisionStore store() throws Exception {
        return graph.openStore();
    }

    private CommitAnswer markAndCommit(TransactionId id, CyclicBarrier start) throws Exception {
        Participant participant = graph.beginWithNode(id);
        participant.freeze();
        start.await(1, TimeUnit.MINUTES);
        try {
            participant.mark(id, graph.store(), List.of("postgresql"));
            return participant.commit();
        } catch (Neo4jException settledBefore) {
            assertThat(settledBefore.code()).isEqualTo("Neo.ClientError.Schema.ConstraintValidationFailed");
            participant.rollback();
            return CommitAnswer.REFUSED;
        } finally {
            participant.release();
        }
    }

    @Test
    void lostAnswer_isUnknown_andTheDecisionIsFound() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(DevDatabases.shared().neo4j());
                AtomicFixture far = AtomicFixture.over(
                        GraphDatabases.shared("NEO4J_URI", "bolt://" + proxy.host() + ":" + proxy.port()))) {
            TransactionId id = far.newId();
            Participant participant = far.beginMarked(id);
            proxy.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT));
            assertThat(participant.commit()).isEqualTo(CommitAnswer.UNKNOWN);
            assertThat(participant.failure()).isPresent();
            participant.release();
            proxy.heal();

            assertThat(store.find(id).orElseThrow().decision()).isEqualTo(Decision.COMMITTED);
            assertThat(settled(store, id).decision()).isEqualTo(Decision.COMMITTED);
            assertThat(far.nodes()).isOne();
        }
    }

    /** Which has nothing to do with a transaction over several databases. */
    @Test
    void silentLine_endsAQuestionToEndTransactions() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(DevDatabases.shared().neo4j());
                AtomicFixture far = AtomicFixture.over(
                        GraphDatabases.shared("NEO4J_URI", "bolt://" + proxy.host() + ":" + proxy.port()))) {
            List<TransactionMark> marks = List.of(TransactionMark.unique());
            assertThat(far.pool().terminate(marks, PATIENCE))
                    .as("leaves a connection open")
                    .isZero();
            proxy.inflictOnOpen(Fault.blackHole(Direction.BOTH));
            assertThatThrownBy(() -> far.pool().terminate(marks, Duration.ofMillis(500)))
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-453 neo4j: no answer within 0.5 s; the connection was closed");
        }
    }

    @Test
    void silentLine_endsACommitAsUnknown_andAQuestionWithoutAnswer() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(DevDatabases.shared().neo4j());
                AtomicFixture far = AtomicFixture.over(
                        GraphDatabases.shared("NEO4J_URI", "bolt://" + proxy.host() + ":" + proxy.port()))) {
            TransactionId id = far.newId();
            Participant participant = far.beginMarked(id);
            assertThat(far.openStore().find(id)).as("leaves a connection open").isEmpty();
            DecisionStore distant = far.database().openStore(Duration.ofMillis(500));
            proxy.inflictOnOpen(Fault.blackHole(Direction.BOTH));
            assertThatThrownBy(() -> distant.find(id))
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-453 neo4j: no answer within 0.5 s");
            assertThat(participant.commit()).isEqualTo(CommitAnswer.UNKNOWN);
            participant.release();

            assertThat(far.openStore().endHolder(id)).as("new connections pass").isTrue();
            assertThat(settled(store, id).decision()).isEqualTo(Decision.ABORTED);
            proxy.heal();
            await().atMost(PATIENCE).until(() -> far.pool().stats().checkedOut() == 0);
            assertThat(far.nodes()).isZero();
        }
    }

    @Test
    void applicationsConstraintAtCommit_isRefused_andNoDecision() throws Exception {
        TransactionId id = graph.newId();
        try (Session session = graph.pool().driver().session()) {
            session.run("CREATE (:" + graph.label() + ")-[:KNOWS]->(:" + graph.label() + ")")
                    .consume();
        }
        Participant participant = graph.begin(id);
        AtomicFixture.run(participant, "MATCH (n:" + graph.label() + ") DELETE n");
        participant.freeze();
        participant.mark(id, graph.store(), List.of("postgresql"));
        CommitAnswer answer = participant.commit();
        participant.release();

        assertThat(answer).isEqualTo(CommitAnswer.REFUSED);
        assertThat(((Neo4jException) participant.failure().orElseThrow()).code())
                .isEqualTo("Neo.ClientError.Schema.ConstraintValidationFailed");
        assertThat(store.find(id)).isEmpty();
        assertThat(settled(store, id).decision()).isEqualTo(Decision.ABORTED);
        assertThat(graph.nodes()).isEqualTo(2);
    }

    @Test
    void failedStatement_isAnObstacle() throws Exception {
        TransactionId id = graph.newId();
        Participant participant = graph.beginWithNode(id);
        assertThat(participant.obstacle()).isEmpty();
        assertThat(catchThrowable(() -> AtomicFixture.run(participant, "RETURN +")))
                .isInstanceOf(Neo4jException.class);
        assertThat(participant.obstacle().orElseThrow())
                .startsWith("SCP-322 neo4j: a query failed in this transaction (Neo.ClientError.Statement");
        participant.freeze();
        assertThatThrownBy(() -> participant.mark(id, graph.store(), List.of())).isInstanceOf(Neo4jException.class);
        assertThat(participant.commit()).isEqualTo(CommitAnswer.REFUSED);
        participant.rollback();
        participant.release();
        assertThat(graph.nodes()).isZero();
    }

    @Test
    void statementThatFailsWhileItIsRead_isAnObstacle() throws Exception {
        Participant participant = graph.begin(graph.newId());
        Result result = AtomicFixture.transaction(participant).run("UNWIND [1, 0] AS i RETURN 1 / i");
        assertThatThrownBy(result::list).isInstanceOf(Neo4jException.class);
        assertThat(participant.obstacle().orElseThrow())
                .startsWith("SCP-322 neo4j: a query failed in this transaction (Neo.ClientError.Statement");
        participant.rollback();
        participant.release();
    }

    @Test
    void rollbackFromAnotherThread_doesNotWaitForTheStatement() throws Exception {
        Participant participant = graph.beginWithNode(graph.newId());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            // Begun on the thread of the test, so the statement and the rollback below are each on another one.
            Callable<Throwable> working = () -> catchThrowable(() -> AtomicFixture.run(participant, LONG_RUNNING));
            Thread reaper = new Thread(() -> {
                participant.rollback();
                participant.release();
            });
            Future<Throwable> failure = thread.submit(working);
            await().atMost(PATIENCE).until(() -> isRunning(LONG_RUNNING));
            reaper.start();
            reaper.join(TimeUnit.SECONDS.toMillis(10));
            assertThat(reaper.isAlive()).isFalse();
            assertThat(failure.get(1, TimeUnit.MINUTES)).isInstanceOf(Neo4jException.class);
        } finally {
            thread.shutdownNow();
        }
        await().atMost(PATIENCE).until(() -> graph.pool().stats().checkedOut() == 0);
        assertThat(graph.nodes()).isZero();
    }

    /** Asks again while the server still ends the transaction that is in the way. */
    private static Marker settled(DecisionStore store, TransactionId id) {
        return await().atMost(PATIENCE)
                .until(() -> store.settle(id, "me"), Optional::isPresent)
                .orElseThrow();
    }

    private boolean isRunning(String query) {
        try (Session session = graph.pool().driver().session()) {
            return !session.run(
                            "SHOW TRANSACTIONS YIELD currentQuery AS query WHERE query = $query RETURN query",
                            Map.of("query", query))
                    .list()
                    .isEmpty();
        }
    }

    @Test
    void fullPool_doesNotHinderRecovery() throws Exception {
        try (AtomicFixture small = AtomicFixture.over(GraphDatabases.shared("NEO4J_POOL_SIZE", "1"))) {
            TransactionId id = small.newId();
            Participant participant = small.beginMarked(id);
            assertThat(small.openStore().settle(id, "me")).isEmpty();
            assertThat(small.openStore().endHolder(id)).isTrue();
            assertThat(settled(small.openStore(), id).decision()).isEqualTo(Decision.ABORTED);
            participant.rollback();
            participant.release();
        }
    }

    @Test
    void decisions_areStampedListedAndRemoved() throws Exception {
        TransactionId id = graph.newId();
        assertThat(store.stamp(id, "me")).isFalse();
        Participant participant = graph.beginMarked(id);
        assertThat(participant.commit()).isEqualTo(CommitAnswer.COMMITTED);
        participant.release();

        assertThat(old(REALM, Decision.COMMITTED, Duration.ZERO)).contains(id);
        assertThat(old(REALM, Decision.ABORTED, Duration.ZERO)).doesNotContain(id);
        assertThat(old(REALM, Decision.COMMITTED, Duration.ofHours(1))).isEmpty();
        assertThat(old(TransactionId.realmOf("another"), Decision.COMMITTED, Duration.ZERO))
                .isEmpty();
        assertThat(store.stamp(id, "me")).isTrue();
        assertThat(store.find(id).orElseThrow().resolver()).startsWith("me ");
        store.remove(List.of(id), Decision.ABORTED);
        assertThat(store.find(id)).isPresent();
        store.remove(List.of(id), Decision.COMMITTED);
        assertThat(store.find(id)).isEmpty();
    }

    private List<TransactionId> old(String realm, Decision decision, Duration age) throws Exception {
        return store.olderThan(realm, decision, age, Optional.empty(), 1000).stream()
                .map(Marker::id)
                .toList();
    }

    @Test
    void oldDecisions_areReadInPages() throws Exception {
        String realm = TransactionId.realmOf("pages " + System.nanoTime());
        Set<TransactionId> written = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            TransactionId id = TransactionId.create(realm, List.of(graph.store()));
            store.settle(id, "test");
            written.add(id);
        }
        List<TransactionId> read = new ArrayList<>();
        Optional<TransactionId> behind = Optional.empty();
        List<Marker> page = store.olderThan(realm, Decision.ABORTED, Duration.ZERO, behind, 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(marker -> read.add(marker.id()));
            behind = Optional.of(read.get(read.size() - 1));
            page = store.olderThan(realm, Decision.ABORTED, Duration.ZERO, behind, 2);
        }
        assertThat(read).hasSize(5).containsExactlyInAnyOrderElementsOf(written);
        store.remove(written, Decision.ABORTED);
        assertThat(old(realm, Decision.ABORTED, Duration.ZERO)).isEmpty();
    }

    @Test
    void decisionByHand_standsUnlessThereIsOne() throws Exception {
        TransactionId id = graph.newId();
        assertThat(store.settleByHand(id, Decision.COMMITTED, "admin")
                        .orElseThrow()
                        .decision())
                .isEqualTo(Decision.COMMITTED);
        assertThat(store.settleByHand(id, Decision.ABORTED, "other")
                        .orElseThrow()
                        .resolver())
                .isEqualTo("admin");
    }

    @Test
    void transactionWithoutId_isEndedFromElsewhereToo() throws Exception {
        Participant alone =
                graph.database().begin(new Joining(Optional.empty(), 0, false, false, false, Duration.ZERO));
        AtomicFixture.run(alone, "CREATE (:" + graph.label() + ")");
        Thread reaper = new Thread(alone::rollback);
        reaper.start();
        reaper.join();
        assertThatThrownBy(() -> AtomicFixture.run(alone, "RETURN 1")).isInstanceOf(PoolException.class);
        alone.release();
        await().atMost(PATIENCE).until(() -> graph.pool().stats().checkedOut() == 0);
        assertThat(graph.nodes()).isZero();
    }
}
