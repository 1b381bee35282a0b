package io.seedcore.pool.jakarta.internal.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.seedcore.pool.jakarta.internal.facade.Invocation;
import io.seedcore.pool.jakarta.internal.server.TransactionServices;
import io.seedcore.pool.jakarta.internal.transaction.Part.Answer;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
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
    private final TransactionRoom room =
            new TransactionRoom(() -> Optional.of(new TransactionServices("Narayana", manager, refusing(registry))));

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
    }

    private Part join(Object key, Part part) {
        return room.participant(Part.class, key, transaction -> part);
    }

    @Test
    void registrationRefusedOnce_laterParticipantIsReleased() throws Exception {
        Part part = new Part(Answer.COMMITS);
        refused.add("registerInterposedSynchronization");
        assertThatThrownBy(() -> join("key", part)).isInstanceOf(NotInTransactionException.class);

        join("key", part);
        manager.commit();

        assertThat(part.events()).containsExactly("commit postgresql", "release postgresql");
    }

    @Test
    void resourceRefused_nothingWasOpened() {
        Part part = new Part(Answer.COMMITS);
        refused.add("putResource");
        assertThatThrownBy(() -> join("key", part)).hasMessage("refused");

        assertThat(part.events()).isEmpty();
    }

    @Test
    void boundInstanceThatCannotBeKept_closedOnce() throws Exception {
        List<String> closed = new ArrayList<>();
        refused.add("putResource");
        assertThatThrownBy(() -> room.bound(String.class, "key", () -> "opened", closed::add))
                .hasMessage("refused");
        manager.commit();

        assertThat(closed).containsExactly("opened");
    }

    @Test
    void markedForRollback_noFurtherParticipantIsOpened() throws Exception {
        Part first = join("first", new Part(Answer.COMMITS));
        List<String> opened = new ArrayList<>();
        manager.setRollbackOnly();

        assertThatThrownBy(() -> room.<Part, RuntimeException>participant(Part.class, "second", transaction -> {
                    opened.add("second");
                    return new Part(Answer.COMMITS);
                }))
                .isInstanceOf(NotInTransactionException.class);
        assertThat(opened).isEmpty();
        assertThat(join("first", first)).isSameAs(first);
        manager.rollback();
        assertThat(first.events()).containsExactly("rollback postgresql", "release postgresql");
    }
}
