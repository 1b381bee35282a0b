package io.seedcore.pool.neo4j;

import static io.seedcore.pool.neo4j.AtomicFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.atomic.spi.Readiness;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;

/** What must stand in a graph before decisions can: made where it is missing, missed where it is gone. */
@Tag("transactions")
class DecisionPlaceTest {

    private static final String CONSTRAINT =
            "CREATE CONSTRAINT seedcore_tx IF NOT EXISTS FOR (n:SeedCoreTx) REQUIRE n.gtrid IS UNIQUE";

    private static DevDatabase server;
    private PoolRegistry registry;

    @BeforeAll
    static void start() {
        server = DevDatabases.start(DevDatabaseKind.NEO4J);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        registry = GraphDatabases.over(server);
        run("MATCH (n) DETACH DELETE n");
        run("DROP CONSTRAINT seedcore_tx IF EXISTS");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void run(String statement) {
        try (Session session = GraphDatabases.pool(registry).driver().session()) {
            session.run(statement).consume();
        }
    }

    private AtomicDatabase database() {
        return AtomicFixture.database(registry);
    }

    private DecisionStore openStore() throws Exception {
        return database().openStore(PATIENCE);
    }

    @Test
    void membersThatStartAtOnce_makeItOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier start = new CyclicBarrier(4);
        try {
            List<Future<Readiness>> checks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                checks.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return database().check(PATIENCE);
                }));
            }
            String store = database().check(PATIENCE).storeId().orElseThrow();
            for (Future<Readiness> check : checks) {
                Readiness ready = check.get(1, TimeUnit.MINUTES);
                assertThat(ready.storeProblems()).isEmpty();
                assertThat(ready.storeId()).contains(store);
                assertThat(ready.canPrepare()).isFalse();
                assertThat(ready.prepareProblems()).hasSize(1);
            }
            assertThat(openStore().id()).isEqualTo(store);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void constraintThatCannotBeMade_isPrintedReadyToRun() throws Exception {
        run("CREATE INDEX inTheWay FOR (n:SeedCoreTx) ON (n.gtrid)");
        try {
            Readiness readiness = database().check(PATIENCE);
            assertThat(readiness.storeId()).isEmpty();
            assertThat(readiness.storeProblems()).hasSize(2);
            assertThat(readiness.storeProblems().get(0)).contains("Neo.ClientError.Schema.IndexAlreadyExists");
            assertThat(readiness.storeProblems().get(1)).isEqualTo(CONSTRAINT);
        } finally {
            run("DROP INDEX inTheWay");
        }
        run(CONSTRAINT);
        assertThat(database().check(PATIENCE).storeProblems()).isEmpty();
    }

    @Test
    void nameThatIsTaken_isNoConstraint() throws Exception {
        run("CREATE CONSTRAINT seedcore_tx FOR (n:Other) REQUIRE n.gtrid IS UNIQUE");
        Readiness readiness = database().check(PATIENCE);
        assertThat(readiness.storeId()).isEmpty();
        assertThat(readiness.storeProblems().get(0)).contains("another constraint is called seedcore_tx");
    }

    @Test
    void withoutTheConstraint_nothingIsSettled() throws Exception {
        AtomicFixture graph = AtomicFixture.over(registry);
        TransactionId id = graph.newId();
        run("DROP CONSTRAINT seedcore_tx");
        assertThatThrownBy(() -> openStore().settle(id, "me"))
                .hasMessageStartingWith("SCP-452 neo4j: the unique constraint")
                .hasMessageContaining(CONSTRAINT);
        assertThat(openStore().find(id)).isEmpty();
    }

    @Test
    void emptiedGraph_decidesNothing() throws Exception {
        AtomicFixture graph = AtomicFixture.over(registry);
        TransactionId id = graph.newId();
        Participant participant = graph.beginMarked(id);
        assertThat(participant.commit()).isEqualTo(CommitAnswer.COMMITTED);
        participant.release();
        run("MATCH (n) DETACH DELETE n");

        assertThatThrownBy(() -> openStore().id()).hasMessageStartingWith("SCP-451 neo4j: the graph does not have");
        assertThatThrownBy(() -> openStore().settle(id, "me")).hasMessageStartingWith("SCP-451");
        TransactionId next = graph.newId();
        Participant late = graph.beginWithNode(next);
        late.freeze();
        assertThatThrownBy(() -> late.mark(next, graph.store(), List.of())).hasMessageStartingWith("SCP-451");
        late.rollback();
        late.release();
        assertThat(database().check(PATIENCE).storeId().orElseThrow()).isNotEqualTo(graph.store());
        assertThatThrownBy(() -> openStore().settle(id, "me"))
                .as("another store stands there now")
                .hasMessageStartingWith("SCP-451");
        assertThat(openStore().find(id)).isEmpty();
    }

    @Test
    void transactionThatEmptiesTheGraph_cannotCommit() throws Exception {
        AtomicFixture graph = AtomicFixture.over(registry);
        TransactionId id = graph.newId();
        Participant participant = graph.begin(id);
        AtomicFixture.run(participant, "MATCH (n) DETACH DELETE n");
        participant.freeze();
        assertThatThrownBy(() -> participant.mark(id, graph.store(), List.of("postgresql")))
                .hasMessageStartingWith("SCP-451");
        participant.rollback();
        participant.release();
        assertThat(openStore().id()).isEqualTo(graph.store());
    }
}
