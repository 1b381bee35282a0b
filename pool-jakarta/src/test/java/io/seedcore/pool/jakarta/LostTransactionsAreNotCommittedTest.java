package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.app.Stores;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * After some errors a server has undone part of a transaction, or all of it, and goes on as if nothing had been. Whoever
 * swallows such an error must not get half of the work stored.
 */
@ExtendWith(SharedApplication.class)
class LostTransactionsAreNotCommittedTest {

    private final Stores stores;
    private final DataSource mysql;
    private final DataSource postgresql;
    private final PoolRegistry pools;
    private final String id = UUID.randomUUID().toString();

    LostTransactionsAreNotCommittedTest(Stores stores, SeApplication application) {
        this.stores = stores;
        this.mysql = application.get(DataSource.class, Database.Literal.of("mysql"));
        this.postgresql = application.get(DataSource.class);
        this.pools = application.registry();
    }

    @BeforeEach
    void twoRows() throws SQLException {
        execute(mysql, "create table if not exists pj_contended(id varchar(60) primary key, n int not null)");
        execute(mysql, "insert into pj_contended values ('" + id + "-a', 0), ('" + id + "-b', 0)");
    }

    @Test
    void chosenAsVictimOfADeadlock_reportedAndNothingStored() throws Exception {
        try (Connection other = mysql.getConnection()) {
            other.setAutoCommit(false);
            for (int i = 0; i < 100; i++) {
                execute(other, insert("-other-" + i)); // the one that has changed more wins
            }
            execute(other, increment("-b"));

            assertThatThrownBy(() -> stores.required(Work.of(() -> {
                        execute(mysql, insert("-before"));
                        execute(mysql, increment("-a"));
                        CompletableFuture<?> wins = CompletableFuture.runAsync(() -> tryTo(other, increment("-a")));
                        assertThatThrownBy(() -> execute(mysql, increment("-b")))
                                .isInstanceOfSatisfying(
                                        SQLException.class,
                                        e -> assertThat(e.getErrorCode()).isEqualTo(1213));
                        wins.join();
                        assertThatThrownBy(() -> execute(mysql, insert("-after")))
                                .hasMessageStartingWith("SCP-414 mysql: ");
                    })))
                    .hasStackTraceContaining(
                            "SCP-322 mysql: a statement failed in this transaction (error 1213, SQLState 40001)");
            other.rollback();
        }

        assertThat(count("-before")).isZero();
        assertThat(count("-after")).isZero();
    }

    @Test
    void lockNotFreeInTime_reportedAndNothingStored() throws Exception {
        try (Connection other = mysql.getConnection()) {
            other.setAutoCommit(false);
            execute(other, increment("-a"));

            assertThatThrownBy(() -> stores.required(Work.of(() -> {
                        execute(mysql, insert("-before"));
                        execute(mysql, "set innodb_lock_wait_timeout = 1");
                        assertThatThrownBy(() -> execute(mysql, increment("-a")))
                                .isInstanceOfSatisfying(
                                        SQLException.class,
                                        e -> assertThat(e.getErrorCode()).isEqualTo(1205));
                    })))
                    .hasStackTraceContaining("SCP-322 mysql: a statement failed in this transaction (error 1205, ");
            other.rollback();
        }

        assertThat(count("-before")).isZero();
    }

    /** Rows can be changed through a result, without any statement of the application. */
    @Test
    void lockNotFreeForAResult_reportedAndNothingStored() throws Exception {
        try (Connection other = mysql.getConnection()) {
            other.setAutoCommit(false);
            execute(other, increment("-a"));

            assertThatThrownBy(() -> stores.required(Work.of(() -> {
                        execute(mysql, insert("-before"));
                        execute(mysql, "set innodb_lock_wait_timeout = 1");
                        assertThatThrownBy(() -> changeThroughAResult("-a"))
                                .isInstanceOfSatisfying(
                                        SQLException.class,
                                        e -> assertThat(e.getErrorCode()).isEqualTo(1205));
                    })))
                    .hasStackTraceContaining("SCP-322 mysql: a statement failed in this transaction (error 1205, ");
            other.rollback();
        }

        assertThat(count("-before")).isZero();
    }

    private void changeThroughAResult(String suffix) throws SQLException {
        try (Connection connection = mysql.getConnection();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet row =
                        statement.executeQuery("select id, n from pj_contended where id = '" + id + suffix + "'")) {
            assertThat(row.next()).isTrue();
            row.updateInt("n", 7);
            row.updateRow();
        }
    }

    @Test
    void duplicateKey_onlyTheStatementIsLost() throws Exception {
        stores.required(Work.of(() -> {
            execute(mysql, insert("-before"));
            assertThatThrownBy(() -> execute(mysql, insert("-before"))).isInstanceOf(SQLException.class);
        }));

        assertThat(count("-before")).isOne();
    }

    @Test
    void sessionEndedByAnAdministrator_othersAreNotCommitted() throws Exception {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    stores.saveEntry(id);
                    stores.flush();
                    assertThatThrownBy(() -> execute(postgresql, "select pg_terminate_backend(pg_backend_pid())"))
                            .isInstanceOf(SQLException.class);
                })))
                .hasStackTraceContaining("SCP-322 postgresql: a statement failed in this transaction (SQLState ");

        assertThat(stores.hasEntry(id)).isFalse();
    }

    @Test
    void connectionReclaimedByAnotherThread_reportedAndOthersAreNotCommitted() throws Exception {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    execute(mysql, insert("-before"));
                    execute(postgresql, "select 1");
                    CompletableFuture.runAsync(
                                    () -> pools.connectionPool("postgresql").reclaim(Duration.ZERO))
                            .join();
                })))
                .hasStackTraceContaining("SCP-322 postgresql: its connection was taken from this transaction");

        assertThat(count("-before")).isZero();
    }

    @Test
    void evictedAndWorkGoesOn_refusedAndTheCallerIsTold() throws Exception {
        assertThatThrownBy(() -> stores.required(Work.of(() -> {
                    execute(mysql, insert("-before"));
                    try (Connection evicted = postgresql.getConnection()) {
                        pools.connectionPool("postgresql").evict(evicted);
                    }
                    assertThatThrownBy(() -> execute(postgresql, "select 1"))
                            .hasMessageContaining("SCP-322 postgresql: ");
                    assertThatThrownBy(() -> execute(mysql, insert("-after"))).hasMessageStartingWith("SCP-414 mysql");
                })))
                .hasStackTraceContaining("SCP-322 postgresql: its connection was taken from this transaction");

        assertThat(count("-before")).isZero();
        assertThat(count("-after")).isZero();
    }

    private String insert(String suffix) {
        return "insert into pj_contended values ('" + id + suffix + "', 0)";
    }

    private String increment(String suffix) {
        return "update pj_contended set n = n + 1 where id = '" + id + suffix + "'";
    }

    private int count(String suffix) throws SQLException {
        try (Connection connection = mysql.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from pj_contended where id = '" + id + suffix + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void tryTo(Connection connection, String sql) {
        try {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
