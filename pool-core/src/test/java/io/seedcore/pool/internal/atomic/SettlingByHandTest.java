package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people may decide, and what comes of it. */
@Tag("transactions")
class SettlingByHandTest {

    private static final String BOTH = "mysql,postgresql";

    @Test
    void commitWhileAllStoresAnswer_isRefused() throws Exception {
        try (TwoDatabases databases = new TwoDatabases(BOTH);
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            databases.prepareInPostgres(id, 1);
            assertThatThrownBy(() -> engine.settle(id.text(), Decision.COMMITTED))
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-419")
                    .hasMessageContaining("can be reached");
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(databases.rowsInPostgres(1)).as("nobody had decided").isZero();
        }
    }

    @Test
    void commitOfWhatSomebodyAborted_isRefused() throws Exception {
        try (TwoDatabases databases = new TwoDatabases("postgresql");
                Engine engine = databases.engine(Witness.NONE)) {
            String known = engine.newId(true).orElseThrow().stores().get(0);
            TransactionId id = TransactionId.create(engine.realm(), List.of(TransactionId.newStoreId(), known));
            databases.prepareInPostgres(id, 1);
            engine.direct().settle("postgresql", known, id, marker -> false);
            assertThatThrownBy(() -> engine.settle(id.text(), Decision.COMMITTED))
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-419 postgresql: ABORTED stands here");
            assertThat(engine.settle(id.text(), Decision.ABORTED)).isEqualTo(Decision.ABORTED);
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(databases.rowsInPostgres(1)).isZero();
        }
    }

    @Test
    void commitInOneStore_countsMoreThanAnAbortInTheOther() throws Exception {
        try (TwoDatabases databases = new TwoDatabases(BOTH);
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            databases.prepareInPostgres(id, 1);
            databases.decide("mysql", List.of(id));
            engine.direct().settle("postgresql", id.stores().get(1), id, marker -> false);
            assertThat(engine.settle(id.text(), Decision.ABORTED)).isEqualTo(Decision.COMMITTED);
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(databases.rowsInPostgres(1)).isOne();
        }
    }

    @Test
    void knownStoreThatIsGone_isNotWaitedForOnceTheTransactionIsSettled() throws Exception {
        try (FaultProxy mysql = FaultProxy.before(DevDatabases.shared().mysql());
                TwoDatabases databases = new TwoDatabases(
                        BOTH, Map.of("MYSQL_HOST", mysql.host(), "MYSQL_PORT", String.valueOf(mysql.port())));
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            databases.prepareInPostgres(id, 1);
            mysql.inflict(Fault.refuse());
            assertThat(engine.recoverNow().inDoubt())
                    .as("MySQL may know better")
                    .isOne();
            assertThat(engine.settle(id.text(), Decision.ABORTED)).isEqualTo(Decision.ABORTED);
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(databases.branches()).isZero();
            assertThat(databases.rowsInPostgres(1)).isZero();
        }
    }

    /** Up to half a minute lies between the decision and the next scan. */
    @Test
    void storeThatIsBackWithACommit_countsMoreThanWhatAPersonDecidedWithoutIt() throws Exception {
        try (FaultProxy mysql = FaultProxy.before(DevDatabases.shared().mysql());
                TwoDatabases databases = new TwoDatabases(
                        BOTH, Map.of("MYSQL_HOST", mysql.host(), "MYSQL_PORT", String.valueOf(mysql.port())));
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId id = engine.newId(true).orElseThrow();
            databases.prepareInPostgres(id, 1);
            databases.decide("mysql", List.of(id));
            mysql.inflict(Fault.refuse());
            assertThat(engine.settle(id.text(), Decision.ABORTED)).isEqualTo(Decision.ABORTED);
            mysql.heal();
            assertThat(engine.recoverNow().inDoubt()).isZero();
            assertThat(databases.rowsInPostgres(1)).isOne();
        }
    }

    /** What is remembered of people's decisions is bound by what is still prepared, or may be where nobody can look. */
    @Test
    void settlementOfWhatIsPreparedNowhere_isForgottenOnceAllDatabasesWereLookedAt() throws Exception {
        try (FaultProxy mysql = FaultProxy.before(DevDatabases.shared().mysql());
                TwoDatabases databases = new TwoDatabases(
                        BOTH, Map.of("MYSQL_HOST", mysql.host(), "MYSQL_PORT", String.valueOf(mysql.port())));
                Engine engine = databases.engine(Witness.NONE)) {
            TransactionId late = engine.newId(true).orElseThrow();
            TransactionId later = engine.newId(true).orElseThrow();
            mysql.inflict(Fault.refuse());
            engine.settle(late.text(), Decision.ABORTED);
            engine.settle(later.text(), Decision.ABORTED);
            engine.recoverNow();
            databases.prepareInPostgres(late, 1);
            assertThat(engine.recoverNow().inDoubt())
                    .as("MySQL could not be looked at, and so the settlement holds")
                    .isZero();

            mysql.heal();
            assertThat(engine.recoverNow().lastScan()).isPresent();
            mysql.inflict(Fault.refuse());
            databases.prepareInPostgres(later, 2);
            assertThat(engine.recoverNow().inDoubt())
                    .as("MySQL may know better")
                    .isOne();
            mysql.heal();
            assertThat(engine.recoverNow().inDoubt()).isZero();
        }
    }
}
