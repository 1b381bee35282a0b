package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.atomic.AtomicTransactions;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decision is removed soon after nobody needs it, and nobody waits for that. */
@Tag("transactions")
class SpentDecisionsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MANY = 1234;
    private static final int TOO_MANY = 20_001;

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void decisionsOfTransactionsThatEnded_areRemoved(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last);
                Engine engine = databases.engine(Witness.NONE)) {
            for (int i = 0; i < 20; i++) {
                commit(databases, engine);
            }
            awaitNone(databases);
            assertThat(databases.branches()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void closingThePools_removesWhatIsWaiting(String last) throws Exception {
        TwoDatabases databases = new TwoDatabases(last);
        try (databases) {
            commit(databases, databases.registry.transactions());
        }
        awaitNone(databases);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void many_areRemovedAtOnce(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last);
                Engine engine = databases.engine(Witness.NONE)) {
            commit(databases, engine);
            List<TransactionId> ids = Stream.generate(() -> engine.newId(true).orElseThrow())
                    .limit(MANY)
                    .toList();
            databases.decide(last, ids);
            assertThat(databases.markers()).isGreaterThanOrEqualTo(MANY);

            String store = engine.databases().storeOf(last).orElseThrow();
            ids.forEach(id -> engine.spent().add(last, store, id, Decision.COMMITTED));
            engine.spent().removeAll(SOON);
            awaitNone(databases);
        }
    }

    /** The store is taken away meanwhile, as by a server that is restored, and given back. */
    @Test
    void decisionsThatCannotBeRemoved_areRemovedLater() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE)) {
            commit(databases, engine);
            awaitNone(databases);
            TransactionId id = engine.newId(true).orElseThrow();
            String store = engine.databases().storeOf("postgresql").orElseThrow();
            databases.decide("postgresql", List.of(id));
            databases.runInPostgres("alter table seedcore_tx.store rename to store_away");
            try {
                engine.spent().add("postgresql", store, id, Decision.COMMITTED);
                engine.spent().removeAll(SOON);
                assertThat(databases.markers()).as("decisions").isOne();
            } finally {
                databases.runInPostgres("alter table seedcore_tx.store_away rename to store");
            }
            await().atMost(SOON).untilAsserted(() -> {
                engine.spent().removeAll(SOON);
                assertThat(databases.markers()).as("decisions").isZero();
            });
        }
    }

    /** Nothing of what waits may grow without end while a store cannot be reached. */
    @Test
    void decisionsThatAreTooMany_areLeftToRecoveryAndThatIsSaidOnce() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE);
                CapturedLog log = new CapturedLog(SpentDecisions.class.getName())) {
            commit(databases, engine);
            TransactionId id = engine.newId(true).orElseThrow();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < TOO_MANY; j++) {
                    engine.spent().add("postgresql", "no-store", id, Decision.COMMITTED);
                }
                engine.spent().removeAll(SOON);
            }
            assertThat(log.messages(Level.WARNING)).singleElement().asString().startsWith("SCP-427 postgresql: 20000 ");
        }
    }

    /** What is being removed already is not there to be removed once more, but stands there a moment longer. */
    private static void awaitNone(TwoDatabases databases) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(databases.markers()).as("decisions").isZero());
    }

    private static void commit(TwoDatabases databases, AtomicTransactions transactions) throws Exception {
        OpenTransaction transaction = transactions.begin(Duration.ofSeconds(30));
        try {
            databases.insert(transaction, databases.nextId());
            assertThat(transaction.commit().verdict()).isEqualTo(Verdict.COMMITTED);
        } finally {
            transaction.release();
        }
    }
}
