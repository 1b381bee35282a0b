package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A probe says whether the database answers, whatever the pool and the network do. */
@Tag("health")
class ProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String FULL = "SCP-201 neo4j: pool limit of size 1 reached, no connection within 3 s"
            + " \\(waiting [01]\\)\\. End transactions sooner, open no session within another's transaction, or raise"
            + " NEO4J_POOL_SIZE\\.";

    @Test
    void running_upWithVersion() {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            ProbeResult result = GraphDatabases.pool(registry).probe(PATIENCE);

            assertThat(result.up()).as(result.toString()).isTrue();
            assertThat(result.version()).startsWith("Neo4j/");
            assertThat(result.error()).isNull();
            assertThat(result.latency()).isPositive();
            assertThat(GraphDatabases.pool(registry).stats().created()).isZero();
        }
    }

    @Test
    void fullPool_callersTimeOut_probeStaysUp() {
        try (PoolRegistry registry =
                        GraphDatabases.shared("NEO4J_POOL_SIZE", "1", "NEO4J_CONNECTION_ACQUISITION_TIMEOUT", "3s");
                Session holder = holding(GraphDatabases.pool(registry));
                Session late = GraphDatabases.pool(registry).driver().session()) {
            GraphPool pool = GraphDatabases.pool(registry);

            RecordedEvents recorded = new RecordedEvents();
            registry.addListener(recorded);
            assertThat(holder.isOpen()).isTrue();
            assertThat(pool.stats().checkedOut()).isEqualTo(1);
            assertThatThrownBy(() -> late.run("RETURN 1").consume())
                    .isInstanceOf(GraphAcquisitionException.class)
                    .hasMessageMatching(FULL)
                    .rootCause()
                    .hasMessageContaining("Unable to acquire connection from the pool");
            assertThatThrownBy(pool.openSession()::beginTransaction)
                    .isInstanceOf(PoolException.class)
                    .hasMessageMatching(FULL);
            await().atMost(PATIENCE).until(() -> pool.stats().timeouts() == 2);
            assertThat(recorded.events).endsWith("neo4j timed out", "neo4j timed out");
            assertThat(pool.stats().utilizationPercent()).isEqualTo(100.0);
            assertThat(pool.probe(PATIENCE).up()).isTrue();
            assertThat(pool.stats().checkedOut()).isEqualTo(1);
        }
    }

    /** A session whose transaction holds a connection until it is closed. */
    private static Session holding(GraphPool pool) {
        pool.warmUp();
        Session session = pool.driver().session();
        Transaction transaction = session.beginTransaction();
        Result result = transaction.run("RETURN 1");
        assertThat(result.consume()).isNotNull();
        return session;
    }

    @Test
    void stoppedAndStartedAgain_downThenUp_poolRecovers() {
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.NEO4J);
                PoolRegistry registry = GraphDatabases.over(database)) {
            RecordedEvents recorded = new RecordedEvents();
            registry.addListener(recorded);
            GraphPool pool = GraphDatabases.pool(registry);
            pool.warmUp();
            assertThat(recorded.events).containsExactly("neo4j created");
            assertThat(pool.probe(PATIENCE).up()).isTrue();

            database.stop();
            ProbeResult down = pool.probe(PATIENCE);
            assertThat(down.up()).isFalse();
            assertThat(down.error())
                    .isEqualTo("the server cannot be reached over Bolt")
                    .doesNotContain(Integer.toString(database.port()), database.password());
            assertThat(down.version()).as("what it was when it last answered").startsWith("Neo4j/");
            assertThatThrownBy(pool::warmUp)
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-101 neo4j: cannot connect to bolt://");
            assertThat(pool.stats().failed()).isPositive();
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().checkedIn()).isZero();
            assertThat(recorded.events).contains("neo4j failed unreachable");

            database.restart();
            assertThat(pool.probe(PATIENCE).up()).isTrue();
            assertThat(pool.openSession().queryForObject(Long.class, "RETURN 1", Map.of()))
                    .isEqualTo(1L);
            assertThat(pool.stats().checkedOut()).isZero();
            assertThat(pool.stats().checkedIn()).isEqualTo(1);
        }
    }

    @Test
    void wrongPassword_downAndSaidWithoutIt() {
        try (PoolRegistry registry = GraphDatabases.shared("NEO4J_PASSWORD", "hunter2-do-not-print")) {
            RecordedEvents recorded = new RecordedEvents();
            registry.addListener(recorded);
            GraphPool pool = GraphDatabases.pool(registry);

            ProbeResult result = pool.probe(PATIENCE);
            assertThat(result.up()).isFalse();
            assertThat(result.version()).isNull();
            assertThat(result.error()).isEqualTo("user or password was refused");
            assertThat(result.failure())
                    .satisfies(
                            failure -> assertThat(failure.code()).isEqualTo("Neo.ClientError.Security.Unauthorized"));
            assertThatThrownBy(pool::warmUp)
                    .isInstanceOf(PoolException.class)
                    .hasMessageContaining("user or password was refused")
                    .message()
                    .doesNotContain("hunter2");
            assertThat(pool.stats().failed())
                    .as("the probe's attempt was enough")
                    .isZero();
            assertThat(pool.stats().created()).isZero();
            assertThat(pool.stats().checkedIn()).isZero();
            assertThat(recorded.events).containsExactly("neo4j circuit open");
        }
    }

    @Test
    void serverThatNeverAnswers_downWithinTheTimeout_oneAfterTheOther() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                PoolRegistry registry = PoolRegistry.of(Map.of(
                        "NEO4J_URI", "bolt://127.0.0.1:" + silent.getLocalPort(), "NEO4J_CONNECT_TIMEOUT", "60"))) {
            for (int i = 0; i < 3; i++) {
                ProbeResult result = GraphDatabases.pool(registry).probe(Duration.ofMillis(300));

                assertThat(result.up()).isFalse();
                assertThat(result.error()).isEqualTo("no answer within 0.3 s");
                assertThat(result.latency()).isBetween(Duration.ofMillis(290), Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void requiredAtStart_refusedWithoutTheDatabase() {
        try (FaultProxy proxy = FaultProxy.before("127.0.0.1", 1);
                PoolRegistry registry = PoolRegistry.of(
                        Map.of("NEO4J_URI", "bolt://127.0.0.1:" + proxy.port(), "NEO4J_POOL_START", "required"))) {
            proxy.inflict(Fault.refuse());
            assertThatThrownBy(registry::start)
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-102 neo4j: ")
                    .hasMessageContaining("cannot be reached");
        }
    }
}
