package io.seedcore.pool.jakarta.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.jakarta.internal.server.Enlistment;
import io.seedcore.pool.jakarta.internal.server.TransactionServices;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionRoomTest {

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private final List<String> refused = new ArrayList<>();
    private final PoolRegistry pools = PoolRegistry.of(DevDatabases.shared().environment());
    private final TransactionRoom room = new TransactionRoom(
            () -> Optional.of(new TransactionServices("Narayana", manager, refusing(registry))), pools::transactions);

    /** A registry that refuses each of the named calls once. */
    private TransactionSynchronizationRegistry refusing(TransactionSynchronizationRegistry target) {
        return Invocation.facade(TransactionSynchronizationRegistry.class, "registry", (proxy, method, arguments) -> {
            if (refused.remove(method.getName())) {
                throw new IllegalStateException("refused");
            }
            return Invocation.of(target, method, arguments);
        });
    }

    @BeforeEach
    void begin() throws Exception {
        manager.begin();
    }

    @AfterEach
    void end() throws Exception {
        if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
            manager.rollback();
        }
        assertThat(lent()).isZero();
        pools.close();
    }

    /** Connections that are lent in all pools. */
    private int lent() {
        return pools.pools().stream()
                .mapToInt(pool -> pool.stats().checkedOut())
                .sum();
    }

    private void join(String database) throws SQLException {
        room.transaction(database).connection(database).close();
    }

    @Test
    void registrationRefusedOnce_laterParticipantIsReleased() throws Exception {
        refused.add("registerInterposedSynchronization");
        assertThatThrownBy(() -> join("postgresql")).isInstanceOf(NotInTransactionException.class);
        assertThat(lent()).isZero();

        join("postgresql");
        assertThat(lent()).isOne();
        manager.commit();
        assertThat(lent()).isZero();
    }

    @Test
    void resourceRefused_nothingWasOpened() {
        refused.add("putResource");
        assertThatThrownBy(() -> join("postgresql")).hasMessage("refused");

        assertThat(lent()).isZero();
    }

    @Test
    void boundInstanceThatCannotBeKept_closedOnce() throws Exception {
        List<String> closed = new ArrayList<>();
        refused.add("putResource");
        assertThatThrownBy(() -> room.bound(
                        String.class, "key", () -> "opened", (opened, end) -> closed.add(opened + " " + end)))
                .hasMessage("refused");
        manager.commit();

        assertThat(closed).containsExactly("opened COMMITTED");
    }

    @Test
    void boundInstance_learnsHowItEnded() throws Exception {
        List<TransactionRoom.End> ends = new ArrayList<>();
        room.bound(String.class, "key", () -> "opened", (opened, end) -> ends.add(end));
        manager.commit();
        manager.begin();
        room.bound(String.class, "key", () -> "opened", (opened, end) -> ends.add(end));
        manager.rollback();

        assertThat(ends).containsExactly(TransactionRoom.End.COMMITTED, TransactionRoom.End.NOT_COMMITTED);
    }

    @Test
    void markedForRollback_noFurtherDatabaseJoins() throws Exception {
        join("postgresql");
        manager.setRollbackOnly();

        assertThatThrownBy(() -> join("mysql")).isInstanceOf(NotInTransactionException.class);
        assertThat(lent()).isOne();
        join("postgresql");
        manager.rollback();
        assertThat(lent()).isZero();
    }

    private TransactionRoom roomOf(Enlistment enlistment) {
        return new TransactionRoom(
                () -> Optional.of(new TransactionServices("Narayana", manager, registry, enlistment)),
                pools::transactions);
    }

    /** Whoever can do without the database goes on without it. */
    @Test
    void resourceRefusedByTheManager_restOfTheTransactionCommits() throws Exception {
        TransactionRoom refusing = roomOf(new Enlistment() {
            @Override
            public boolean enlist(XAResource resource) {
                throw new IllegalStateException("no room");
            }

            @Override
            public void enlistAtLast(XAResource resource) {
                throw new IllegalStateException("it was refused before");
            }
        });

        assertThatThrownBy(() -> refusing.transaction("postgresql"))
                .isInstanceOf(NotInTransactionException.class)
                .hasMessageContaining("no room");
        manager.commit();

        assertThat(manager.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    private final class AtLast implements Enlistment {

        @Override
        public boolean enlist(XAResource resource) {
            return false;
        }

        @Override
        public void enlistAtLast(XAResource resource) throws RollbackException, SystemException {
            manager.getTransaction().enlistResource(resource);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resourceThatJoinsAtLast_endsAsTheTransactionDoes(boolean commits) throws Exception {
        String table = "room_" + Long.toHexString(System.nanoTime());
        try (Connection connection = pools.connectionPool("postgresql").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (id int)");
        }
        try (Connection connection =
                        roomOf(new AtLast()).transaction("postgresql").connection("postgresql");
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table + " values (1)");
        }
        if (commits) {
            manager.commit();
        } else {
            manager.rollback();
        }

        assertThat(lent()).isZero();
        try (Connection connection = pools.connectionPool("postgresql").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(commits ? 1 : 0);
        }
    }
}
