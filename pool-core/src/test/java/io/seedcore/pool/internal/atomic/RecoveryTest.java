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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What recovery may end, what it must leave alone, and what people may do. */
@Tag("transactions")
class RecoveryTest {

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
                Engine cleaner = TwoDatabases.cleaner(others);
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

    private static void endByHand(TwoDatabases databases) {
        try {
            databases.commitBranchesByHand();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
