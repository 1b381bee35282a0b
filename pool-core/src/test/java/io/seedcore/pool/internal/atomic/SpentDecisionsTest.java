package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void decisionsOfTransactionsThatEnded_areRemoved(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last);
                Engine engine = databases.engine(Witness.NONE)) {
            for (int i = 0; i < 20; i++) {
                commit(databases, engine);
            }
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(databases.markers()).as("decisions").isZero());
            assertThat(databases.branches()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void closing_removesWhatIsWaiting(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            try (Engine engine = databases.engine(Witness.NONE)) {
                commit(databases, engine);
            }
            assertThat(databases.markers()).as("decisions").isZero();
        }
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

            String store = Objects.requireNonNull(engine.storesOf(ids.get(0)).get(last));
            ids.forEach(id -> engine.spent().add(last, store, id, Decision.COMMITTED));
            engine.spent().removeAll();
            assertThat(databases.markers()).as("decisions").isZero();
        }
    }

    /** The store is another one when the time has come, so nothing of it may be removed. */
    @Test
    void decisionsThatCannotBeRemoved_areLeftToRecovery() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE);
                Engine cleaner = databases.cleaner()) {
            commit(databases, engine);
            engine.spent().removeAll();
            TransactionId id = engine.newId(true).orElseThrow();
            databases.decide("postgresql", List.of(id));
            engine.spent().add("postgresql", "another1", id, Decision.COMMITTED);
            engine.spent().removeAll();
            assertThat(databases.markers()).as("decisions").isOne();
            // Who has never needed the stores does not look into them.
            cleaner.newId(true);
            cleaner.recoverNow();
            assertThat(databases.markers()).as("decisions").isZero();
        }
    }

    private static void commit(TwoDatabases databases, Engine engine) throws Exception {
        OpenTransaction transaction = engine.begin(Duration.ofSeconds(30));
        try {
            databases.insert(transaction, databases.nextId());
            assertThat(transaction.commit().verdict()).isEqualTo(Verdict.COMMITTED);
        } finally {
            transaction.release();
        }
    }
}
