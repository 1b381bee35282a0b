package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.seedcore.pool.atomic.AtomicTransaction;
import io.seedcore.pool.atomic.TransactionOutcomeUnknownException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that end a transaction behind the back of whoever commits it: refused, or else reported. */
@Tag("transactions")
class EndedBySqlTest {

    private static final RelationalDatabases MYSQL = RelationalDatabases.MYSQL;

    private final String table = "ended_" + Long.toHexString(System.nanoTime());

    private void insert(AtomicTransaction transaction, RelationalDatabases kind, int id) throws SQLException {
        run(transaction, kind, "insert into " + table + " values (" + id + ")");
    }

    private static void run(AtomicTransaction transaction, RelationalDatabases kind, String text) throws SQLException {
        try (Connection connection = transaction.connection(kind.pool());
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private long rows(RelationalDatabases kind) throws SQLException {
        return kind.number("select count(*) from " + table);
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL, commit",
        "MYSQL, start transaction",
        "MYSQL, create table not_made (id int)",
        "MYSQL, drop table not_there",
        "POSTGRESQL, commit",
        "POSTGRESQL, commit and chain"
    })
    void statementThatSaysSo_isNotRun(RelationalDatabases kind, String text) throws Exception {
        kind.execute("create table " + table + " (id int primary key)");
        try (PoolRegistry registry = PoolRegistry.of(kind.settings(Map.of()))) {
            assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                        insert(tx, kind, 1);
                        run(tx, kind, text);
                        return true;
                    }))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("SCP-320 " + kind.pool());
            assertThat(rows(kind)).isZero();
            AtomicTransaction.run(registry, tx -> {
                insert(tx, kind, 1);
                assertThatThrownBy(() -> prepareAndAddToBatch(tx, kind, text)).hasMessageStartingWith("SCP-320");
                insert(tx, kind, 2);
                return true;
            });
            assertThat(rows(kind)).isEqualTo(2);
        }
    }

    private static void prepareAndAddToBatch(AtomicTransaction transaction, RelationalDatabases kind, String text)
            throws SQLException {
        try (Connection connection = transaction.connection(kind.pool());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.addBatch(text)).hasMessageStartingWith("SCP-320");
            try (PreparedStatement prepared = connection.prepareStatement(text)) {
                prepared.execute();
            }
        }
    }

    @Test
    void procedureThatCommits_isReported() throws Exception {
        MYSQL.execute("create table " + table + " (id int primary key) engine = InnoDB");
        MYSQL.execute("create procedure commits_" + table + "() commit");
        String call = "call commits_" + table + "()";
        try (PoolRegistry registry = PoolRegistry.of(MYSQL.settings(Map.of()))) {
            assertThatThrownBy(() -> AtomicTransaction.run(registry, tx -> {
                        insert(tx, MYSQL, 1);
                        run(tx, MYSQL, call);
                        insert(tx, MYSQL, 2);
                        return true;
                    }))
                    .isInstanceOf(TransactionOutcomeUnknownException.class)
                    .hasMessageContaining("SCP-322 mysql");
            assertThat(rows(MYSQL)).as("the first half").isOne();

            Throwable own = catchThrowable(() -> AtomicTransaction.run(registry, tx -> {
                insert(tx, MYSQL, 2);
                run(tx, MYSQL, call);
                throw new IllegalStateException("the work fails");
            }));
            assertThat(own).hasMessage("the work fails");
            assertThat(own.getSuppressed()).singleElement().isInstanceOf(TransactionOutcomeUnknownException.class);
            assertThat(rows(MYSQL)).isEqualTo(2);
        }
    }

    /** After an error a driver takes a transaction for open that is not, and the next answer corrects it. */
    @Test
    void statementThatFails_endsNothing() throws Exception {
        MYSQL.execute("create table " + table + " (id int primary key) engine = InnoDB");
        try (PoolRegistry registry = PoolRegistry.of(MYSQL.settings(Map.of()))) {
            AtomicTransaction.run(registry, tx -> {
                assertThatThrownBy(() -> run(tx, MYSQL, "select nonsense")).isInstanceOf(SQLException.class);
                run(tx, MYSQL, "select 1");
                insert(tx, MYSQL, 1);
                assertThatThrownBy(() -> insert(tx, MYSQL, 1)).isInstanceOf(SQLException.class);
                run(tx, MYSQL, "create temporary table kept_" + table + " (id int)");
                run(tx, MYSQL, "select 1");
                return true;
            });
            assertThat(rows(MYSQL)).isOne();
        }
    }
}
