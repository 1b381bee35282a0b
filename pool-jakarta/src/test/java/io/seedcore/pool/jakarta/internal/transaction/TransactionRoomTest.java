package io.seedcore.pool.jakarta.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.jakarta.internal.server.TransactionServices;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
