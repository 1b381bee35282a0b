package io.seedcore.pool.jakarta.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transaction manager hears, for each end that a transaction can have. */
class TransactionResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Xid XID = new Xid() {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    };

    private final DevDatabase server = DevDatabases.shared().postgresql();
    private final FaultProxy proxy = FaultProxy.before(server);
    private final String table = "pj_resource_" + Long.toHexString(System.nanoTime());
    private final PoolRegistry registry = PoolRegistry.of(settings());
    private final OpenTransaction transaction = registry.transactions().begin(Duration.ZERO);
    private final TransactionResource resource = new TransactionResource(transaction);

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(server.environment());
        settings.put("SEEDCORE_DATABASES", "postgresql");
        settings.put("POSTGRES_HOST", proxy.host());
        settings.put("POSTGRES_PORT", String.valueOf(proxy.port()));
        return settings;
    }

    @BeforeEach
    void insertOne() throws SQLException {
        execute("create table " + table + " (id int unique deferrable initially deferred)");
        insert();
    }

    @AfterEach
    void end() throws SQLException {
        transaction.release();
        assertThat(registry.pool("postgresql").stats().checkedOut()).isZero();
        registry.close();
        proxy.close();
        execute("drop table " + table + " cascade");
        execute("drop function if exists " + table + "_wait()");
    }

    private void insert() throws SQLException {
        try (Connection connection = transaction.connection("postgresql");
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table + " values (1)");
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private int rows() throws SQLException {
        return number("select count(*) from " + table);
    }

    private static void assertCode(ThrowingCallable call, int code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(code));
    }

    @Test
    void committedTwice_doneOnce() throws Exception {
        resource.commit(XID, true);
        resource.commit(XID, true);

        assertThat(rows()).isOne();
    }

    @Test
    void refused_rolledBackEachTimeItIsAsked() throws Exception {
        insert();
        assertCode(() -> resource.commit(XID, true), XAException.XA_RBROLLBACK);
        assertThatThrownBy(() -> resource.commit(XID, true))
                .hasMessageStartingWith("SCP-323 postgresql: the database refused to commit");
        resource.rollback(XID);

        assertThat(rows()).isZero();
    }

    @Test
    void answerLost_hazardEachTimeItIsAsked() throws Exception {
        proxy.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT));

        assertCode(() -> resource.commit(XID, true), XAException.XA_HEURHAZ);
        assertCode(() -> resource.rollback(XID), XAException.XA_HEURHAZ);
        assertThat(rows()).as("only the answer was lost").isOne();
    }

    @Test
    void rollbackAfterCommit_saysThatItIsCommitted() throws Exception {
        resource.commit(XID, true);
        assertCode(() -> resource.rollback(XID), XAException.XA_HEURCOM);
    }

    @Test
    void prepare_rollsBack() throws Exception {
        assertThatThrownBy(() -> resource.prepare(XID)).hasMessageStartingWith("SCP-327 ");
        assertCode(() -> resource.prepare(XID), XAException.XA_RBROLLBACK);
        resource.rollback(XID);

        assertThat(rows()).isZero();
    }

    private OpenTransaction reading() throws SQLException {
        OpenTransaction reading = registry.transactions().begin(Duration.ZERO);
        try (Connection connection = reading.connection("postgresql");
                Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from " + table);
        }
        return reading;
    }

    @Test
    void prepareOfOneThatOnlyRead_committedAndNoPartOfItAnyMore() throws Exception {
        OpenTransaction reading = reading();

        assertThat(new TransactionResource(reading).prepare(XID)).isEqualTo(XAResource.XA_RDONLY);

        assertThatThrownBy(() -> reading.connection("postgresql")).hasMessageContaining("SCP-414");
        reading.release();
        assertThat(registry.pool("postgresql").stats().checkedOut())
                .as("that of the other transaction")
                .isOne();
    }

    @Test
    void prepareOfOneThatOnlyRead_answerLost_rolledBack() throws Exception {
        OpenTransaction reading = reading();
        proxy.inflictOnOpen(Fault.cutAfter(0, Direction.TO_CLIENT));

        assertCode(() -> new TransactionResource(reading).prepare(XID), XAException.XA_RBROLLBACK);
        reading.release();
    }

    @Test
    void prepareOfOneThatWasRolledBack_doesNotSayThatAnotherResourceIsToBlame() throws Exception {
        resource.rollback(XID);

        assertThatThrownBy(() -> resource.prepare(XID))
                .hasMessageNotContaining("SCP-327")
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK));
    }

    @Test
    void prepareAfterTheCommit_refusedAndNotCalledARollback() throws Exception {
        resource.commit(XID, true);
        assertCode(() -> resource.prepare(XID), XAException.XAER_PROTO);

        assertThat(rows()).isOne();
    }

    @Test
    void neverCompleted_rolledBackOnRelease() throws Exception {
        transaction.release();

        assertThat(rows()).isZero();
        assertThat(registry.pool("postgresql").stats().checkedOut()).isZero();
    }

    @Test
    void rollbackWhileItCommits_waitsAndGetsTheSameAnswer() throws Exception {
        try (Connection holder = open();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(" + table.hashCode() + ")");
            try (Connection connection = transaction.connection("postgresql");
                    Statement waiting = connection.createStatement()) {
                waiting.execute("create function " + table + "_wait() returns trigger language plpgsql as $$ begin"
                        + " perform pg_advisory_xact_lock(" + table.hashCode() + "); return null; end $$");
                waiting.execute("create constraint trigger waits after update on " + table
                        + " deferrable initially deferred for each row execute function " + table + "_wait()");
                waiting.execute("update " + table + " set id = 2");
            }
            CompletableFuture<Integer> commit =
                    CompletableFuture.supplyAsync(() -> code(() -> resource.commit(XID, true)));
            await().atMost(PATIENCE)
                    .until(() -> number("select count(*) from pg_locks where not granted and locktype ="
                                    + " 'advisory' and objid::bigint = " + Integer.toUnsignedString(table.hashCode()))
                            == 1);
            CompletableFuture<Integer> rollback =
                    CompletableFuture.supplyAsync(() -> code(() -> resource.rollback(XID)));
            assertThat(rollback.isDone()).isFalse();
            statement.execute("select pg_advisory_unlock(" + table.hashCode() + ")");

            assertThat(commit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
            assertThat(rollback.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(XAException.XA_HEURCOM);
        }
        assertThat(rows()).isOne();
    }

    /** What one call of a resource answers; zero for success. */
    private static int code(ResourceCall call) {
        try {
            call.run();
            return XAResource.XA_OK;
        } catch (XAException e) {
            return e.errorCode;
        }
    }

    @FunctionalInterface
    private interface ResourceCall {
        void run() throws XAException;
    }

    @Test
    void timeout_isRemembered() throws Exception {
        assertThat(resource.getTransactionTimeout()).isZero();
        assertThat(resource.setTransactionTimeout(7)).isTrue();
        assertThat(resource.getTransactionTimeout()).isEqualTo(7);
    }
}
