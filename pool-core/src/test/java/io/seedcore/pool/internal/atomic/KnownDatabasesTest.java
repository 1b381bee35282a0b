package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.spi.Readiness;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.internal.atomic.KnownDatabases.AskAgain;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is known of a database that does not answer. */
@Tag("transactions")
class KnownDatabasesTest {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int CALLERS = 20;
    private static final AskAgain AT_ONCE = new AskAgain(Duration.ZERO, Duration.ZERO);

    private static PoolRegistry registry(DevDatabase database, FaultProxy proxy) {
        Map<String, String> settings = new HashMap<>(database.environment());
        settings.put("POSTGRES_HOST", proxy.host());
        settings.put("POSTGRES_PORT", String.valueOf(proxy.port()));
        return PoolRegistry.of(settings);
    }

    private static KnownDatabases known(PoolRegistry registry) {
        return new KnownDatabases(registry, ANSWER, AT_ONCE, later -> {
            throw new AssertionError("nobody may be told what was known before");
        });
    }

    @Test
    void databaseThatWasDownAtFirst_isKnownToTheFirstWhoBeginsWhenItIsBack() {
        DevDatabase database = DevDatabases.shared().postgresql();
        try (FaultProxy proxy = FaultProxy.before(database);
                PoolRegistry registry = registry(database, proxy)) {
            KnownDatabases known = known(registry);
            proxy.inflict(Fault.refuse());
            assertThat(known.readinessAtHand("postgresql")).isEmpty();
            proxy.heal();
            assertThat(known.readinessAtHand("postgresql").flatMap(Readiness::storeId))
                    .isPresent();
        }
    }

    @Test
    void callersThatComeAtOnce_askOnce() throws Exception {
        DevDatabase database = DevDatabases.shared().postgresql();
        try (FaultProxy proxy = FaultProxy.before(database);
                PoolRegistry registry = registry(database, proxy)) {
            KnownDatabases known = new KnownDatabases(registry, ANSWER, AskAgain.USUAL, Runnable::run);
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            try {
                List<Future<Boolean>> answers = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    answers.add(callers.submit(() -> {
                        start.await();
                        return known.readinessAtHand("postgresql").isPresent();
                    }));
                }
                for (Future<Boolean> answer : answers) {
                    assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
                }
            } finally {
                callers.shutdownNow();
            }
            assertThat(proxy.traffic().accepted()).isOne();
        }
    }

    @Test
    void databaseThatFallsSilent_isNotForgotten() throws SQLException {
        try (DevDatabase database = DevDatabases.start(DevDatabaseKind.POSTGRESQL)) {
            cannotPrepare(database);
            try (FaultProxy proxy = FaultProxy.before(database);
                    PoolRegistry registry = registry(database, proxy)) {
                KnownDatabases known = known(registry);
                Optional<Readiness> before = known.readiness("postgresql");
                assertThat(before.orElseThrow().canPrepare()).isFalse();
                proxy.inflict(Fault.refuse());
                assertThat(known.readiness("postgresql")).isEqualTo(before);
            }
        }
    }

    @Test
    void whatIsNotRight_isSaidOnceHoweverOftenItIsLookedAt() {
        DevDatabase database = DevDatabases.shared().postgresql();
        try (FaultProxy proxy = FaultProxy.before(database);
                PoolRegistry registry = registry(database, proxy);
                CapturedLog log = new CapturedLog("io.seedcore.pool.internal.atomic")) {
            KnownDatabases known = known(registry);
            known.readiness("postgresql");
            known.askAgain("postgresql");
            assertThat(log.messages(Level.WARNING))
                    .filteredOn(line -> line.contains("SCP-421"))
                    .hasSize(1);
        }
    }

    /** What is lacking is looked at again; what is good is not. */
    private static void cannotPrepare(DevDatabase database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set max_prepared_transactions = 0");
        }
        database.restart();
    }
}
