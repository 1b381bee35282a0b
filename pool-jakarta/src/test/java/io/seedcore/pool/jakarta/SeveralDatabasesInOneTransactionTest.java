package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.jakarta.app.Stores;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
    private final TransactionManager manager;
    private final String id = UUID.randomUUID().toString();

    SeveralDatabasesInOneTransactionTest(Stores stores, DataSource dataSource, TransactionManager manager) {
        this.stores = stores;
        this.dataSource = dataSource;
        this.manager = manager;
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
    void cancelledWhileItCommits_refusedAndNotUnknown() throws Exception {
        execute("""
                create or replace function pj_sleep() returns trigger language plpgsql as
                $$ begin perform pg_sleep(60); return null; end $$""");
        execute("create table if not exists pj_slow(id int)");
        execute("drop trigger if exists pj_slowly on pj_slow");
        execute("""
                create constraint trigger pj_slowly after insert on pj_slow
                deferrable initially deferred for each row execute function pj_sleep()""");
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(this::cancelWhatCommitsSlowly);

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    saveEverywhere();
                    execute("insert into pj_slow values (1)");
                })))
                .hasStackTraceContaining("SCP-323 postgresql: the database refused to commit");

        cancelled.join();
        assertNowhere();
    }

    private void cancelWhatCommitsSlowly() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet cancelled = statement.executeQuery("""
                            select pg_cancel_backend(pid) from pg_stat_activity
                            where query = 'COMMIT' and wait_event = 'PgSleep'""")) {
                return cancelled.next();
            }
        });
    }

    @Test
    void besideAResourceOfTheServer_storedNowhere() {
        Stranger stranger = new Stranger();

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    manager.getTransaction().enlistResource(stranger);
                    saveEverywhere();
                })))
                .hasStackTraceContaining("RollbackException");

        assertNowhere();
        assertThat(stranger.rolledBack).isTrue();
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

        @Override
        public int prepare(Xid xid) {
            return XA_OK;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) {
            assertThat(onePhase).isFalse();
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
