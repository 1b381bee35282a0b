package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.Pool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.app.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedApplication.class)
class OneConnectionServesTheTransactionTest {

    private final Stores stores;
    private final DataSource dataSource;
    private final Pool pool;

    OneConnectionServesTheTransactionTest(Stores stores, DataSource dataSource, PoolRegistry registry) {
        this.stores = stores;
        this.dataSource = dataSource;
        this.pool = registry.pool("postgresql");
    }

    private int session() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void jdbcAndPersistence_share() throws Exception {
        String id = UUID.randomUUID().toString();
        stores.required(Work.of(() -> {
            stores.savePerson(id);
            stores.flush();
            assertThat(stores.personIsVisibleByJdbc(id)).isTrue();
            assertThat(session()).isEqualTo(session());
            assertThat(pool.stats().checkedOut()).isEqualTo(1);
        }));
        assertThat(pool.stats().checkedOut()).isZero();
    }

    @Test
    void requiresNew_hasItsOwn() throws Exception {
        stores.required(Work.of(() -> {
            int outer = session();
            assertThat(stores.requiresNew(this::session)).isNotEqualTo(outer);
            assertThat(session()).isEqualTo(outer);
        }));
    }

    @Test
    void firstUseBeforeCompletion_joins() throws Exception {
        String id = UUID.randomUUID().toString();
        stores.required(Work.of(() -> {
            stores.savePerson(id);
            assertThat(pool.stats().checkedOut()).isZero();
        }));
        assertThat(stores.hasPerson(id)).isTrue();
    }

    @Test
    void endingTheTransactionOnTheConnection_refused() throws Exception {
        stores.required(Work.of(() -> {
            try (Connection connection = dataSource.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                connection.setAutoCommit(false);
                assertRefused(connection::commit);
                assertRefused(connection::rollback);
                assertRefused(() -> connection.setAutoCommit(true));
                assertRefused(connection::setSavepoint);
                assertRefused(() -> connection.setSavepoint("here"));
            }
        }));
    }

    @Test
    void statementOfAnEndedTransaction_refused() throws Exception {
        Statement kept = stores.required(() -> dataSource.getConnection().createStatement());

        assertThatThrownBy(() -> kept.execute("select 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void eachHolder_isLedBackToItsOwn() throws Exception {
        stores.required(Work.of(() -> {
            try (Connection first = dataSource.getConnection();
                    Connection second = dataSource.getConnection();
                    ResultSet ofFirst = first.createStatement().executeQuery("select 1");
                    ResultSet ofSecond = second.createStatement().executeQuery("select 1")) {
                assertThat(ofFirst.getStatement().getConnection()).isSameAs(first);
                assertThat(ofSecond.getStatement().getConnection()).isSameAs(second);
            }
        }));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("SCP-320 postgresql: ")
                .hasMessageContaining("@Transactional");
    }

    @Test
    void closed_onlyForTheOneWhoClosedIt() throws Exception {
        stores.required(Work.of(() -> {
            Connection first = dataSource.getConnection();
            Connection second = dataSource.getConnection();
            first.close();
            assertThat(first.isClosed()).isTrue();
            assertThat(first.isValid(1)).isFalse();
            assertThatThrownBy(first::createStatement).hasMessageStartingWith("SCP-328 postgresql: ");
            assertThatThrownBy(() -> first.setClientInfo("ApplicationName", "late"))
                    .isInstanceOf(SQLClientInfoException.class)
                    .hasMessageStartingWith("SCP-328 postgresql: ");
            assertThat(second.isClosed()).isFalse();
            second.createStatement().close();
        }));
    }

    @Test
    void keptBeyondTheTransaction_refused() throws Exception {
        Connection kept = stores.required(dataSource::getConnection);

        assertThat(kept.isClosed()).isTrue();
        assertThatThrownBy(kept::createStatement)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("ended with its transaction");
        kept.close();
    }

    @Test
    void outsideATransaction_plainOne() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(pool.stats().checkedOut()).isEqualTo(1);
        }
        assertThat(pool.stats().checkedOut()).isZero();
    }
}
