package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.InDoubt;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.RecoveryState;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What recovery may end, what it must leave alone, and what people may do. */
@Tag("transactions")
class RecoveryTest {

    private static final long LONGEST_SECONDS = 30;

    /** Recovery that waits for nothing but answers, and for those not long. */
    private static final Limits ONE_SECOND = new Limits(
            Duration.ofSeconds(1),
            TwoDatabases.SHORT.prepare(),
            TwoDatabases.SHORT.settle(),
            TwoDatabases.SHORT.finish(),
            Duration.ZERO,
            Duration.ZERO,
            TwoDatabases.SHORT.scan(),
            TwoDatabases.SHORT.retention());

    @Test
    void branchOfAnotherRealm_isCountedAndNotTouched() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId ours = engine.newId(true).orElseThrow();
            TransactionId id = TransactionId.create(TransactionId.realmOf("other " + databases.table), ours.stores());
            int before = engine.recoverNow().foreign();
            databases.prepareInPostgres(id, 1);
            RecoveryState state = engine.recoverNow();
            assertThat(state.foreign()).isEqualTo(before + 1);
            assertThat(state.inDoubt()).isZero();
            assertThat(state.lastScan()).isPresent();
            databases.runInPostgres("rollback prepared '" + id.text() + ".0'");
        }
    }

    @Test
    void branchOfAnUnknownStore_isLeftUntilSomebodySettlesIt() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE)) {
            String known = engine.newId(true).orElseThrow().stores().get(0);
            TransactionId id = TransactionId.create(engine.realm(), List.of(TransactionId.newStoreId(), known));
            databases.prepareInPostgres(id, 1);
            RecoveryState state = engine.recoverNow();
            assertThat(state.inDoubt()).isOne();
            assertThat(state.foreign()).isPositive();
            assertThat(databases.branches()).isOne();
            assertThat(engine.inDoubt()).extracting(InDoubt::databases).containsExactly(List.of("postgresql"));

            assertThat(engine.settle(engine.inDoubt().get(0).id(), Decision.COMMITTED))
                    .isEqualTo(Decision.COMMITTED);
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(databases.rowsInPostgres(1)).isOne();
            assertThat(engine.recovery().settled()).isOne();
        }
    }

    @Test
    void branchWhoseStoresAreAllUnknown_cannotBeSettled() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId id = TransactionId.create(engine.realm(), List.of(TransactionId.newStoreId()));
            assertThatThrownBy(() -> engine.settle(id.text(), Decision.ABORTED))
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-419");
            assertThatThrownBy(() -> engine.settle("nonsense", Decision.ABORTED))
                    .hasMessageStartingWith("SCP-419");
        }
    }

    @Test
    void youngBranch_isLeftToItsCoordinator() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine patient = new Engine(databases.registry, Limits.USUAL, Witness.NONE);
                Engine hasty = databases.engine(Witness.NONE)) {
            TransactionId id = patient.newId(true).orElseThrow();
            databases.prepareInPostgres(id, 1);
            assertThat(patient.recoverNow().inDoubt()).isOne();
            assertThat(databases.branches()).isOne();
            assertThat(hasty.recoverNow().inDoubt()).isZero();
            assertThat(databases.rowsInPostgres(1)).as("nobody had decided").isZero();
        }
    }

    @Test
    void branchEndedByHand_isNoticedByItsCoordinator() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("mysql")) {
            Witness byHand = new Witness() {
                @Override
                public Answer after(Request request, Answer answer) {
                    if (request instanceof Request.CommitLast) {
                        endByHand(databases);
                    }
                    return answer;
                }
            };
            try (Engine engine = databases.engine(byHand)) {
                OpenTransaction transaction = engine.begin(Duration.ZERO);
                int id = databases.nextId();
                databases.insert(transaction, id);
                Outcome outcome = transaction.commit();
                transaction.release();
                assertThat(outcome.verdict()).isEqualTo(Verdict.COMMITTED);
                assertThat(engine.recovery().handSettled()).isOne();
            }
        }
    }

    /** Both call it "postgresql", and share MySQL and the realm. */
    @Test
    void decisionOfAnApplicationWithAnotherDatabase_isKeptForIt() throws Exception {
        Witness dying = new Witness() {
            @Override
            public Answer after(Request request, Answer answer) {
                if (request instanceof Request.CommitLast) {
                    throw new Error("the member dies");
                }
                return answer;
            }
        };
        try (TwoDatabases databases = new TwoDatabases("mysql");
                PoolRegistry others = databases.withOtherPostgres();
                Engine cleaner = TwoDatabases.cleaner(others, Duration.ZERO);
                Engine dies = databases.engine(dying);
                Engine back = databases.engine(Witness.NONE)) {
            OpenTransaction transaction = dies.begin(Duration.ZERO);
            int id = databases.nextId();
            databases.insert(transaction, id);
            transaction.commit();
            transaction.release();
            assertThat(databases.branches()).isOne();

            cleaner.newId(true);
            assertThat(cleaner.recoverNow().lastScan()).isPresent();
            assertThat(databases.markers()).as("decisions").isOne();

            assertThat(back.recoverNow().inDoubt()).isZero();
            assertThat(databases.rows(id)).isEqualTo(2);
            try (Engine own = databases.cleaner()) {
                own.newId(true);
                own.recoverNow();
            }
            assertThat(databases.markers()).as("decisions").isZero();
        }
    }

    @Test
    void decisionThatDoesNotSayWhichDatabaseItMeans_isKept() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("mysql");
                Engine cleaner = databases.cleaner()) {
            databases.decide("mysql", List.of(cleaner.newId(true).orElseThrow()));
            assertThat(cleaner.recoverNow().lastScan()).isPresent();
            assertThat(databases.markers()).isOne();
        }
    }

    /** Each of them needs the answer of the silent one; one that does not is decided meanwhile. */
    @Test
    void silentDatabase_isAskedOnceInAScanHoweverManyAreInDoubt() throws Exception {
        int many = 12;
        try (FaultProxy proxy = FaultProxy.before(DevDatabases.shared().mysql());
                TwoDatabases databases = new TwoDatabases(
                        "postgresql,mysql",
                        Map.of("MYSQL_HOST", proxy.host(), "MYSQL_PORT", String.valueOf(proxy.port())));
                Engine engine = new Engine(databases.registry, ONE_SECOND, Witness.NONE)) {
            TransactionId first = engine.newId(true).orElseThrow();
            for (int i = 0; i < many; i++) {
                databases.prepareInPostgres(TransactionId.create(engine.realm(), first.stores()), i);
            }
            TransactionId decidable =
                    TransactionId.create(engine.realm(), first.stores().subList(0, 1));
            databases.prepareInPostgres(decidable, many);

            proxy.inflict(Fault.blackHole(Direction.BOTH));
            int before = proxy.traffic().accepted();
            RecoveryState state = engine.recoverNow();
            assertThat(proxy.traffic().accepted() - before).as("connects").isLessThanOrEqualTo(2);
            assertThat(state.inDoubt()).isEqualTo(many);
            assertThat(state.settled()).isOne();
            assertThat(state.lastScan()).isEmpty();

            proxy.heal();
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(engine.recovery().settled()).isEqualTo(many + 1);
        }
    }

    @Test
    void scanThatIsSlow_isNotWaitedForByThoseOfTheTimer() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Witness holding = new Witness() {
            @Override
            public void before(Request request) {
                slow.countDown();
                await(go);
            }
        };
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(holding)) {
            databases.prepareInPostgres(engine.newId(true).orElseThrow(), 1);
            CompletableFuture<RecoveryState> scanning = CompletableFuture.supplyAsync(engine::recoverNow);
            await(slow);
            try {
                CompletableFuture.runAsync(engine::scanUnlessOneIsUnderWay).get(LONGEST_SECONDS, TimeUnit.SECONDS);
                assertThat(scanning).isNotDone();
            } finally {
                go.countDown();
            }
            assertThat(scanning.get(LONGEST_SECONDS, TimeUnit.SECONDS).inDoubt())
                    .isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing happened for " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void endByHand(TwoDatabases databases) {
        try {
            databases.commitBranchesByHand();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
