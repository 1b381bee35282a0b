package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How MariaDB, or MySQL, tells a transaction that wrote from one that only read, and how often its server is asked for that. */
@Tag("transactions")
class WhoWroteTest {

    private static final RelationalDatabases MYSQL = RelationalDatabases.MYSQL;
    private static final int AT_THE_BEGINNING = 1;
    private static final int AND_AT_THE_END = 2;

    private final String table = "wrote_" + Long.toHexString(System.nanoTime());
    private final PoolRegistry registry = MYSQL.registry(Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"));
    private int row;

    @BeforeEach
    void makeTable() throws SQLException {
        MYSQL.execute("create table " + table + " (id int primary key, v int) engine=InnoDB");
        MYSQL.execute("insert into " + table + " values (0, 0)");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    /** A transaction of its own, which is rolled back. */
    private final class Work implements AutoCloseable {

        private final Participant participant;
        private final Connection connection;
        private final long questionsBefore;

        Work(boolean prepare) throws Exception {
            try (Connection same = registry.connectionPool(MYSQL.pool()).getConnection()) {
                questionsBefore = questions(same);
            }
            AtomicDatabase database = ((AtomicPool) registry.pool(MYSQL.pool())).atomic();
            TransactionId id = TransactionId.create(
                    TransactionId.realmOf("wrote"),
                    List.of(database.check(Duration.ofSeconds(10)).storeId().orElseThrow()));
            participant = database.begin(new Joining(Optional.of(id), 1, true, prepare, false, Duration.ZERO));
            connection = participant.handle(Connection.class).orElseThrow();
        }

        Work run(String text) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
            return this;
        }

        void assertWritten(boolean expected, int questions) throws Exception {
            assertThat(participant.hasWritten()).isEqualTo(expected);
            // What counts the questions is one itself.
            assertThat(questions(connection) - questionsBefore - 1).isEqualTo(questions);
        }

        private long questions(Connection session) throws SQLException {
            try (Statement statement = session.createStatement();
                    ResultSet rows = statement.executeQuery("show session status like 'Com_show_status'")) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(2);
            }
        }

        @Override
        public void close() {
            participant.rollback();
            participant.release();
        }
    }

    private String insert() {
        return "insert into " + table + " values (" + ++row + ", 1)";
    }

    private String select() {
        return "select v from " + table;
    }

    private String updateOfNothing() {
        return "update " + table + " set v = 2 where id = -1";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoBeginsByWriting_isNotAskedFor(boolean prepare) throws Exception {
        for (String text : new String[] {
            insert(),
            "update " + table + " set v = 2 where id = 0",
            "delete from " + table + " where id = 0",
            "replace into " + table + " values (0, 3)",
            "/* by */ Insert Ignore into " + table + " select 0, 4",
            insert() + " on duplicate key update v = 5"
        }) {
            try (Work work = new Work(prepare)) {
                work.run(text).run(select()).assertWritten(true, 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoReadsFirst_isAskedForOnceWhereItThenWrites(boolean prepare) throws Exception {
        try (Work work = new Work(prepare)) {
            work.run(select()).run(insert()).run(select()).assertWritten(true, AT_THE_BEGINNING);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoOnlyReads_isAskedForTwice(boolean prepare) throws Exception {
        try (Work work = new Work(prepare)) {
            work.run(select()).run(select() + " for update").run(updateOfNothing());
            work.assertWritten(false, AND_AT_THE_END);
        }
    }

    /** Its text shows nothing of it, and its count may be one of rows that were read. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void functionThatWrites_isSeen(boolean prepare) throws Exception {
        String function = "f_" + table;
        MYSQL.execute("create table of_" + function + " (id int primary key) engine=InnoDB");
        MYSQL.execute("create function " + function + "() returns int modifies sql data begin insert into of_"
                + function + " values (7); return 7; end");
        for (String text : new String[] {"select " + function + "()", "set @seven = " + function + "()"}) {
            try (Work work = new Work(prepare)) {
                work.run(text).assertWritten(true, AND_AT_THE_END);
            }
        }
        try (Work work = new Work(prepare)) {
            work.run(select()).run("update " + table + " set v = 1 where v = 0 and " + function + "() = 8");
            work.assertWritten(true, AND_AT_THE_END);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void procedureAndVariable_areNotTakenForWrites(boolean prepare) throws Exception {
        String procedure = "p_" + table;
        MYSQL.execute("create procedure " + procedure + "() select count(*) into @rows from " + table);
        try (Work work = new Work(prepare)) {
            work.run("call " + procedure + "()").run("select 1 into @one").assertWritten(false, AND_AT_THE_END);
        }
    }

    /** Nobody has looked before it, so a function in it, or what its trigger did, could not be seen any more. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoBeginsByWritingNothing_mayHaveWritten(boolean prepare) throws Exception {
        try (Work work = new Work(prepare)) {
            work.run(updateOfNothing()).assertWritten(true, 0);
        }
        String taken = "insert into " + table + " values (0, 9)";
        try (Work work = new Work(prepare)) {
            assertThatThrownBy(() -> work.run(taken)).isInstanceOf(SQLException.class);
            work.assertWritten(true, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void preparedStatement_countsWhenItIsExecuted(boolean prepare) throws Exception {
        try (Work work = new Work(prepare);
                PreparedStatement insert = work.connection.prepareStatement(
                        "insert into " + table + " values (?, 1)", Statement.RETURN_GENERATED_KEYS);
                PreparedStatement select = work.connection.prepareStatement(select())) {
            insert.setInt(1, ++row);
            select.executeQuery().close();
            assertThat(work.participant.hasWritten()).isFalse();
            assertThat(insert.executeUpdate()).isOne();
            insert.setInt(1, ++row);
            assertThat(insert.executeLargeUpdate()).isOne();
            work.assertWritten(true, AND_AT_THE_END);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void batch_countsAsItsStatements(boolean prepare) throws Exception {
        try (Work work = new Work(prepare);
                PreparedStatement insert =
                        work.connection.prepareStatement("insert into " + table + " values (?, 1)")) {
            for (int i = 0; i < 2; i++) {
                insert.setInt(1, ++row);
                insert.addBatch();
            }
            insert.executeBatch();
            work.assertWritten(true, 0);
        }
        try (Work work = new Work(prepare);
                Statement statement = work.connection.createStatement()) {
            work.run(select());
            statement.addBatch(insert());
            statement.addBatch("set @two = 2");
            statement.executeBatch();
            work.assertWritten(true, AND_AT_THE_END);
        }
    }

    /** As the server counts it, too: what is taken back has been written. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsTakenBackToASavepoint_wasWritten(boolean prepare) throws Exception {
        try (Work work = new Work(prepare)) {
            work.run("savepoint unchanged").run(insert()).run("rollback to savepoint unchanged");
            work.assertWritten(true, AT_THE_BEGINNING);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsOfAResult_countWhereTheyAreWrittenThrough(boolean prepare) throws Exception {
        try (Work work = new Work(prepare);
                Statement statement =
                        work.connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("select id, v from " + table)) {
            assertThat(rows.next()).isTrue();
            assertThat(work.participant.hasWritten()).isFalse();
            rows.updateInt(2, 8);
            rows.updateRow();
            work.assertWritten(true, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void driversOwnConnection_isLookedBehind(boolean prepare) throws Exception {
        Class<? extends Connection> type;
        try (Connection direct = MYSQL.direct()) {
            type = direct.getClass();
        }
        for (boolean write : new boolean[] {false, true}) {
            try (Work work = new Work(prepare);
                    Statement statement = work.connection.unwrap(type).createStatement()) {
                statement.execute(write ? insert() : select());
                work.assertWritten(write, AND_AT_THE_END);
            }
        }
    }
}
