package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.app.Stores;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.transaction.Transaction;

/** Whatever an application does with a session's own transactions, only the transaction manager ends the whole. */
@ExtendWith(SharedApplication.class)
class SessionsEndWithTheTransactionTest {

    private final Stores stores;
    private final Session session;
    private final Pool pool;
    private final String id = UUID.randomUUID().toString();

    SessionsEndWithTheTransactionTest(Stores stores, Session session, PoolRegistry registry) {
        this.stores = stores;
        this.session = session;
        this.pool = registry.pool("neo4j");
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(pool.stats().checkedOut()).isZero();
    }

    @Test
    void innerTransactionLeftOpen_committedWithTheOuterOne() throws Exception {
        stores.required(Work.of(() -> {
            session.beginTransaction();
            stores.saveCity(id);
        }));

        assertThat(stores.hasCity(id)).isTrue();
    }

    @Test
    void innerTransactionCommittedAndNotClosed_committedWithTheOuterOne() throws Exception {
        stores.required(Work.of(() -> {
            Transaction inner = session.beginTransaction();
            stores.saveCity(id);
            inner.commit();
            session.beginTransaction().commit();
        }));

        assertThat(stores.hasCity(id)).isTrue();
    }

    @Test
    void innerTransactionLeftOpen_rolledBackWithTheOuterOne() {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    session.beginTransaction();
                    stores.saveCity(id);
                    throw new IllegalStateException("undo");
                })))
                .hasMessage("undo");

        assertThat(stores.hasCity(id)).isFalse();
    }

    @Test
    void innerTransactionClosedTwice_doesNotEndTheOuterOne() {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    stores.saveCity(id);
                    Transaction inner = session.beginTransaction();
                    inner.commit();
                    inner.close();
                    inner.close();
                    assertThat(inner.status()).isEqualTo(Transaction.Status.CLOSED);
                    throw new IllegalStateException("undo");
                })))
                .hasMessage("undo");

        assertThat(stores.hasCity(id)).isFalse();
    }

    @Test
    void innerTransactionRolledBack_dooms() {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    try (Transaction inner = session.beginTransaction()) {
                        stores.saveCity(id);
                        inner.rollback();
                    }
                })))
                .hasStackTraceContaining("SCP-322 neo4j: an inner transaction of the session was rolled back");

        assertThat(stores.hasCity(id)).isFalse();
    }

    @Test
    void endingTheTransactionOfTheSession_refused() throws Exception {
        stores.required(Work.of(() -> {
            stores.saveCity(id);
            Transaction transaction = session.getTransaction();
            assertThat(transaction.status()).isEqualTo(Transaction.Status.OPEN);
            assertThatThrownBy(transaction::commit)
                    .isInstanceOf(PoolException.class)
                    .hasMessageStartingWith("SCP-320 neo4j: commit is not allowed");
            assertThatThrownBy(transaction::rollback).hasMessageStartingWith("SCP-320 ");
            assertThatThrownBy(transaction::close).hasMessageStartingWith("SCP-320 ");
        }));

        assertThat(stores.hasCity(id)).isTrue();
    }

    @Test
    void queryFailedAndSwallowed_reportedAndRolledBackEverywhere() throws Exception {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    stores.savePerson(id);
                    stores.saveCity(id);
                    assertThatThrownBy(() -> session.query("nonsense", Map.of()))
                            .isInstanceOf(RuntimeException.class);
                })))
                .hasStackTraceContaining("SCP-322 neo4j: a query failed in this transaction");

        assertThat(stores.hasCity(id)).isFalse();
        assertThat(stores.hasPerson(id)).isFalse();
    }

    @Test
    void refusedByTheDriverItself_noHarm() throws Exception {
        stores.required(Work.of(() -> {
            stores.saveCity(id);
            assertThatThrownBy(() -> session.query("RETURN 1", Map.of("x", new Object())))
                    .isInstanceOf(RuntimeException.class);
        }));

        assertThat(stores.hasCity(id)).isTrue();
    }
}
