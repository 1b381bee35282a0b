package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.arjuna.ats.arjuna.coordinator.BasicAction;
import com.arjuna.ats.arjuna.coordinator.Reapable;
import com.arjuna.ats.arjuna.coordinator.TransactionReaper;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.app.Stores;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.event.Event;
import org.neo4j.ogm.session.event.EventListenerAdapter;

/** The transaction manager ends a transaction on a thread of its own. */
@ExtendWith(SharedApplication.class)
class TimeIsUpTest {

    private final Stores stores;
    private final TransactionManager manager;
    private final DataSource dataSource;
    private final Session session;
    private final PoolRegistry registry;
    private final String id = UUID.randomUUID().toString();

    TimeIsUpTest(
            Stores stores, TransactionManager manager, DataSource dataSource, Session session, PoolRegistry registry) {
        this.stores = stores;
        this.manager = manager;
        this.dataSource = dataSource;
        this.session = session;
        this.registry = registry;
    }

    @BeforeEach
    void ampleTime() throws Exception {
        manager.setTransactionTimeout(3600);
        manager.begin();
    }

    /** Lets the time of this thread's transaction end in a second, however long all before has taken. */
    private static void endItsTime() {
        Reapable transaction = (Reapable) BasicAction.Current();
        TransactionReaper reaper = TransactionReaper.transactionReaper();
        reaper.remove(transaction);
        reaper.insert(transaction, 1);
    }

    @AfterEach
    void usualTime() throws Exception {
        if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
            manager.rollback();
        }
        manager.setTransactionTimeout(0);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(registry.pools())
                        .allSatisfy(
                                pool -> assertThat(pool.stats().checkedOut()).isZero()));
    }

    private void awaitEnd() {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager.getStatus() == Status.STATUS_ROLLEDBACK);
    }

    @Test
    void betweenStatements_everythingRolledBackAndLaterWorkRefused() throws Exception {
        stores.savePerson(id);
        stores.flush();
        stores.saveEntry(id);
        stores.saveCity(id);
        endItsTime();
        awaitEnd();

        assertThatThrownBy(() -> stores.insertPerson(id + "-late"))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("SCP-321 postgresql: ");
        assertThatThrownBy(() -> stores.saveCity(id + "-late"))
                .isInstanceOf(PoolException.class)
                .hasMessageStartingWith("SCP-321 ");
        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);
        assertThat(stores.hasPerson(id)).isFalse();
        assertThat(stores.hasPerson(id + "-late")).isFalse();
        assertThat(stores.hasEntry(id)).isFalse();
        assertThat(stores.hasCity(id)).isFalse();
        assertThat(stores.hasCity(id + "-late")).isFalse();
    }

    @Test
    void inTheMiddleOfASave_nothingIsStoredByItself() {
        session.register(new EventListenerAdapter() {
            @Override
            public void onPreSave(Event event) {
                endItsTime();
                awaitEnd();
                await().pollInSameThread()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> registry.pool("neo4j").stats().checkedOut() == 0);
            }
        });
        assertThatThrownBy(() -> stores.saveCity(id)).isInstanceOf(RuntimeException.class);

        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);
        assertThat(stores.hasCity(id)).isFalse();
    }

    @Test
    void inTheMiddleOfAStatement_itEndsAtOnce() throws Exception {
        stores.insertPerson(id);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            endItsTime();
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)")).isInstanceOf(SQLException.class);
        }
        awaitEnd();

        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);
        assertThat(stores.hasPerson(id)).isFalse();
    }
}
