package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.jakarta.app.Stores;
import io.seedcore.pool.spi.ServerSession;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class SeveralDatabasesInOneTransactionTest {

    private final Stores stores;
    private final DataSource dataSource;
    private final DataSource mysql;
    private final TransactionManager manager;
    private final PoolRegistry registry;
    private final String id = UUID.randomUUID().toString();

    SeveralDatabasesInOneTransactionTest(
            Stores stores, SeApplication application, DataSource dataSource, TransactionManager manager) {
        this.stores = stores;
        this.dataSource = dataSource;
        this.mysql = application.get(DataSource.class, Database.Literal.of("mysql"));
        this.manager = manager;
        this.registry = application.registry();
    }

    private void saveEverywhere() {
        stores.savePerson(id);
        stores.saveEntry(id);
        stores.saveCity(id);
    }

    private void assertNowhere() {
        assertThat(stores.hasPerson(id)).isFalse();
        assertThat(stores.hasEntry(id)).isFalse();
        assertThat(stores.hasCity(id)).isFalse();
    }

    @Test
    void normalEnd_storedEverywhere() throws Exception {
        stores.required(Work.of(this::saveEverywhere));

        assertThat(stores.hasPerson(id)).isTrue();
        assertThat(stores.hasEntry(id)).isTrue();
        assertThat(stores.hasCity(id)).isTrue();
    }

    @Test
    void exception_storedNowhere() {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    saveEverywhere();
                    stores.flush();
                    throw new IllegalStateException("undo");
                })))
                .hasMessage("undo");

        assertNowhere();
    }

    @Test
    void refusedAtCommit_storedNowhere() throws Exception {
        execute("create table if not exists pj_deferred(id int unique deferrable initially deferred)");

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    saveEverywhere();
                    execute("insert into pj_deferred values (1), (1)");
                })))
                .hasStackTraceContaining("SCP-323 postgresql: the database refused to commit");

        assertNowhere();
    }

    @Test
    void cancelledWhileItPrepares_refusedAndNotUnknown() throws Exception {
        execute("""
                create or replace function pj_sleep() returns trigger language plpgsql as
                $$ begin perform pg_sleep(60); return null; end $$""");
        execute("create table if not exists pj_slow(id int)");
        execute("drop trigger if exists pj_slowly on pj_slow");
        execute("""
                create constraint trigger pj_slowly after insert on pj_slow
                deferrable initially deferred for each row execute function pj_sleep()""");
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(this::cancelWhatPreparesSlowly);

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    saveEverywhere();
                    execute("insert into pj_slow values (1)");
                })))
                .hasStackTraceContaining("SCP-323 postgresql: the database refused to commit");

        cancelled.join();
        assertNowhere();
    }

    private void cancelWhatPreparesSlowly() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet cancelled = statement.executeQuery("""
                            select pg_cancel_backend(pid) from pg_stat_activity
                            where query like '%prepare transaction%' and wait_event = 'PgSleep'""")) {
                return cancelled.next();
            }
        });
    }

    @Test
    void oneWrites_committedByItselfAndNothingPrepared() throws Exception {
        long session = stores.required(() -> {
            stores.savePerson(id);
            assertThat(stores.hasEntry(id) || stores.hasCity(id)).isFalse();
            return session();
        });

        assertThat(lastStatement(session)).isEqualTo("COMMIT");
        assertThat(stores.hasPerson(id)).isTrue();
    }

    @Test
    void oneReads_committedByItself() throws Exception {
        long session = stores.required(() -> {
            assertThat(stores.hasPerson(id)).isFalse();
            stores.saveEntry(id);
            stores.saveCity(id);
            return session();
        });

        assertThat(lastStatement(session)).isEqualTo("COMMIT");
        assertThat(stores.hasEntry(id)).isTrue();
        assertThat(stores.hasCity(id)).isTrue();
    }

    private long session() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.unwrap(ServerSession.class).id();
        }
    }

    /** What a session ran last, as PostgreSQL saw it. */
    private static String lastStatement(long session) throws SQLException {
        DevDatabase server = DevDatabases.shared().postgresql();
        try (Connection direct = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = direct.createStatement();
                ResultSet row = statement.executeQuery("select query from pg_stat_activity where pid = " + session)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void manyAtOnceAndManyThatFail_noConnectionIsKeptAndTheDatabasesAgree() throws Exception {
        stores.required(Work.of(() -> {
            stores.savePerson(id);
            stores.saveEntry(id);
        }));
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            List<Callable<Boolean>> transactions = IntStream.range(0, 600)
                    .<Callable<Boolean>>mapToObj(number -> () -> isStored(number))
                    .toList();
            int stored = 0;
            for (Future<Boolean> each : threads.invokeAll(transactions)) {
                stored += each.get() ? 1 : 0;
            }
            assertThat(stored).isEqualTo(400);
        } finally {
            threads.shutdown();
        }

        assertThat(registry.pools())
                .allSatisfy(pool -> assertThat(pool.stats().checkedOut()).isZero());
        String own = " where id like '" + id + "-%'";
        assertThat(count(dataSource, "pj_person" + own)).isEqualTo(400);
        assertThat(count(mysql, "pj_entry" + own)).isEqualTo(400);
        assertThat(registry.transactions().recoverNow().inDoubt()).isZero();
    }

    /** Of three, one fails: by an exception, or as one of the databases has the row already. */
    private boolean isStored(int number) {
        try {
            stores.required(Work.of(() -> {
                stores.savePerson(id + "-" + number);
                stores.saveEntry(number % 6 == 0 ? id : id + "-" + number);
                if (number % 6 == 3) {
                    throw new IllegalStateException("undo");
                }
            }));
            return true;
        } catch (Exception e) {
            assertThat(number % 3).as("%s", e).isZero();
            return false;
        }
    }

    private static int count(DataSource from, String what) throws SQLException {
        try (Connection connection = from.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + what)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void besideAResourceOfTheServer_storedNowhere() {
        Stranger stranger = new Stranger();

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    manager.getTransaction().enlistResource(stranger);
                    saveEverywhere();
                })))
                .hasStackTraceContaining("RollbackException")
                .hasStackTraceContaining("SCP-327 ")
                .hasStackTraceContaining("in the same transaction");

        assertNowhere();
        assertThat(stranger.rolledBack).isTrue();
    }

    @Test
    void besideAResourceOfTheServerThatCameLater_named() {
        Stranger stranger = new Stranger();

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    saveEverywhere();
                    stores.flush();
                    manager.getTransaction().enlistResource(stranger);
                })))
                .hasStackTraceContaining("RollbackException")
                .hasStackTraceContaining("it uses a resource of the server (" + Stranger.class.getName() + ")");

        assertNowhere();
        assertThat(stranger.rolledBack).isTrue();
    }

    @Test
    void besideAResourceOfTheServer_whereOursAreOnlyRead_itsWorkIsStored() throws Exception {
        stores.required(Work.of(this::saveEverywhere));
        Stranger first = new Stranger();
        Stranger later = new Stranger();

        stores.required(Work.of(() -> {
            manager.getTransaction().enlistResource(first);
            assertThat(stores.hasPerson(id)).isTrue();
            assertThat(stores.hasEntry(id)).isTrue();
            assertThat(stores.hasCity(id)).isTrue();
            manager.getTransaction().enlistResource(later);
        }));

        assertThat(first.committed).isTrue();
        assertThat(later.committed).isTrue();
        assertThat(registry.pools())
                .allSatisfy(pool -> assertThat(pool.stats().checkedOut()).isZero());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A resource that somebody else enlisted. */
    private static final class Stranger implements XAResource {

        private boolean rolledBack;
        private boolean committed;

        @Override
        public int prepare(Xid xid) {
            return XA_OK;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) {
            committed = true;
        }

        @Override
        public void rollback(Xid xid) {
            rolledBack = true;
        }

        @Override
        public boolean isSameRM(XAResource other) {
            return other == this;
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public Xid[] recover(int flag) throws XAException {
            return new Xid[0];
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}
