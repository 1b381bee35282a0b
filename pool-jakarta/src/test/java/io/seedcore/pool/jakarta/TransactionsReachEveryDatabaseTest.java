package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.jakarta.app.Stores;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedApplication.class)
class TransactionsReachEveryDatabaseTest {

    enum Store {
        POSTGRESQL,
        MYSQL,
        NEO4J;

        void save(Stores stores, String id) {
            switch (this) {
                case POSTGRESQL -> stores.savePerson(id);
                case MYSQL -> stores.saveEntry(id);
                case NEO4J -> stores.saveCity(id);
            }
        }

        boolean has(Stores stores, String id) {
            return switch (this) {
                case POSTGRESQL -> stores.hasPerson(id);
                case MYSQL -> stores.hasEntry(id);
                case NEO4J -> stores.hasCity(id);
            };
        }
    }

    private final Stores stores;
    private final TransactionManager manager;
    private final String id = UUID.randomUUID().toString();

    TransactionsReachEveryDatabaseTest(Stores stores, TransactionManager manager) {
        this.stores = stores;
        this.manager = manager;
    }

    @ParameterizedTest
    @EnumSource
    void normalEnd_committed(Store store) throws Exception {
        stores.required(Work.of(() -> store.save(stores, id)));

        assertThat(store.has(stores, id)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void uncheckedException_rolledBack(Store store) {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    store.save(stores, id);
                    throw new IllegalStateException("undo");
                })))
                .hasMessage("undo");

        assertThat(store.has(stores, id)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void checkedException_committedAsSpecified(Store store) {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    store.save(stores, id);
                    throw new IOException("keep");
                })))
                .hasMessage("keep");

        assertThat(store.has(stores, id)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void markedForRollback_rolledBack(Store store) throws Exception {
        stores.required(Work.of(() -> {
            store.save(stores, id);
            manager.setRollbackOnly();
        }));

        assertThat(store.has(stores, id)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void requiresNew_outlivesTheOuterOne(Store store) {
        String inner = UUID.randomUUID().toString();

        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    store.save(stores, id);
                    stores.requiresNew(Work.of(() -> store.save(stores, inner)));
                    throw new IllegalStateException("undo the outer one");
                })))
                .hasMessage("undo the outer one");

        assertThat(store.has(stores, id)).isFalse();
        assertThat(store.has(stores, inner)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void notSupported_seesNothingUncommitted(Store store) throws Exception {
        stores.required(Work.of(() -> {
            store.save(stores, id);
            stores.flush();
            assertThat(stores.notSupported(() -> store.has(stores, id))).isFalse();
            assertThat(store.has(stores, id)).isTrue();
        }));
    }
}
