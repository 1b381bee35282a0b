package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.atomic.spi.PreparedBranch;
import io.seedcore.pool.atomic.spi.Readiness;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.jdbc.PgConnection;

/** What PostgreSQL and MariaDB, or MySQL, do for a commit over several databases. */
@Tag("transactions")
@Tag("branches")
class AtomicParticipantsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String REALM = TransactionId.realmOf("participants");

    /** One pool, and a table for its rows. */
    private record Fixture(RelationalDatabases kind, PoolRegistry registry, String table, String store)
            implements AutoCloseable {

        static Fixture of(RelationalDatabases kind) throws Exception {
            String table = "atomic_" + Long.toHexString(System.nanoTime());
            kind.execute("create table " + table + " (id int primary key)"
                    + (kind == RelationalDatabases.MYSQL ? " engine=InnoDB" : ""));
            PoolRegistry registry = kind.registry(Map.of());
            String store = ((AtomicPool) registry.pool(kind.pool()))
                    .atomic()
                    .check(PATIENCE)
                    .storeId()
                    .orElseThrow();
            return new Fixture(kind, registry, table, store);
        }

        AtomicDatabase database() {
            return ((AtomicPool) registry.pool(kind.pool())).atomic();
        }

        TransactionId newId() {
            return TransactionId.create(REALM, List.of(store));
        }

        Participant begin(TransactionId id, boolean prepare) throws Exception {
            return database().begin(new Joining(Optional.of(id), 7, true, prepare, false, Duration.ZERO));
        }

        void insert(Participant participant, int id) throws SQLException {
            run(participant, "insert into " + table + " values (" + id + ")");
        }

        void run(Participant participant, String text) throws SQLException {
            try (Connection connection = participant.handle(Connection.class).orElseThrow();
                    Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
        }

        long rows() throws SQLException {
            return kind.number("select count(*) from " + table);
        }

        DecisionStore openStore() throws Exception {
            return database().openStore(PATIENCE);
        }

        Branches openBranches() throws Exception {
            return database().openBranches(PATIENCE).orElseThrow();
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    private static List<PreparedBranch> ofTransaction(Branches branches, TransactionId id) throws Exception {
        return branches.list().stream().filter(branch -> branch.id().equals(id)).toList();
    }

    @ParameterizedTest
    @EnumSource
    void store_isMadeOnce(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind)) {
            Readiness again = fixture.database().check(PATIENCE);
            assertThat(again.storeId()).contains(fixture.store());
            assertThat(again.storeProblems()).isEmpty();
            assertThat(again.canPrepare()).isTrue();
        }
    }

    /** A schema with the name of the user would come first in the search path. */
    @Test
    void store_isNotWhereTheApplicationsTablesGo() throws Exception {
        try (Fixture fixture = Fixture.of(RelationalDatabases.POSTGRESQL);
                Connection connection =
                        fixture.registry().connectionPool("postgresql").getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select current_schema()")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("public");
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedBranch_isCommittedByAnotherSession(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind);
                Branches branches = fixture.openBranches()) {
            TransactionId id = fixture.newId();
            Participant participant = fixture.begin(id, true);
            fixture.insert(participant, 1);
            participant.freeze();
            participant.prepare(id);
            assertThat(fixture.rows()).isZero();
            PreparedBranch branch = ofTransaction(branches, id).get(0);
            assertThat(branch.number()).isEqualTo(7);
            if (kind == RelationalDatabases.MYSQL && ownersKeepTheirBranches()) {
                assertThat(branches.commit(branch)).as("its owner lives").isEqualTo(FinishAnswer.NOT_FOUND);
                assertThat(ofTransaction(branches, id)).hasSize(1);
            }
            participant.release();
            awaitDone(() -> branches.commit(branch));
            assertThat(ofTransaction(branches, id)).isEmpty();
            assertThat(branches.commit(branch)).isEqualTo(FinishAnswer.NOT_FOUND);
            assertThat(fixture.rows()).isOne();
        }
    }

    /** MariaDB leaves a prepared branch to the session that prepared it, as long as that lives; MySQL 8.0.29 detaches it. */
    private static boolean ownersKeepTheirBranches() throws SQLException {
        return RelationalDatabases.MYSQL.number("select version() like '%MariaDB%'") == 1;
    }

    /** The server notices a moment later that the owner's session is closed. */
    private static void awaitDone(Callable<FinishAnswer> finish) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        FinishAnswer answer = finish.call();
        while (answer != FinishAnswer.DONE && System.nanoTime() < end) {
            answer = finish.call();
        }
        assertThat(answer).isEqualTo(FinishAnswer.DONE);
    }

    /** MariaDB says of it that it was rolled back, whichever way it is ended. */
    @ParameterizedTest
    @EnumSource
    void preparedBranchWithNothingInIt_isFinishedByAnotherSession(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind);
                Branches branches = fixture.openBranches()) {
            for (boolean commit : new boolean[] {true, false}) {
                TransactionId id = fixture.newId();
                Participant participant = fixture.begin(id, true);
                fixture.run(participant, "savepoint unchanged");
                fixture.insert(participant, 1);
                fixture.run(participant, "rollback to savepoint unchanged");
                assertThat(participant.hasWritten()).as("as far as is known").isTrue();
                participant.freeze();
                participant.prepare(id);
                PreparedBranch branch = ofTransaction(branches, id).get(0);
                participant.release();
                awaitDone(() -> commit ? branches.commit(branch) : branches.rollback(branch));
                assertThat(ofTransaction(branches, id)).isEmpty();
            }
            assertThat(fixture.rows()).isZero();
        }
    }

    @Test
    void ownerThatKeepsItsBranch_isEnded() throws Exception {
        assumeTrue(ownersKeepTheirBranches(), "this server detaches prepared branches from their sessions");
        try (Fixture fixture = Fixture.of(RelationalDatabases.MYSQL);
                Branches branches = fixture.openBranches()) {
            TransactionId id = fixture.newId();
            Participant participant = fixture.begin(id, true);
            fixture.insert(participant, 1);
            participant.freeze();
            participant.prepare(id);
            PreparedBranch branch = ofTransaction(branches, id).get(0);
            assertThat(branches.endOwner(branch)).isTrue();
            awaitDone(() -> branches.commit(branch));
            assertThat(fixture.rows()).isOne();
            assertThatThrownBy(participant::commitPrepared).isInstanceOf(SQLException.class);
            participant.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedBranch_isFinishedOnItsOwnConnection_whichIsLentAgain(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind)) {
            for (int i = 0; i < 4; i++) {
                TransactionId id = fixture.newId();
                Participant participant = fixture.begin(id, true);
                fixture.insert(participant, i);
                participant.freeze();
                participant.prepare(id);
                assertThat(i % 2 == 0 ? participant.commitPrepared() : participant.rollbackPrepared())
                        .isEqualTo(FinishAnswer.DONE);
                participant.release();
            }
            assertThat(fixture.rows()).isEqualTo(2);
            assertThat(fixture.registry().pool(kind.pool()).stats().created()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void settling_waitsForWhoeverHasWrittenAndIsNotOver(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind);
                DecisionStore store = fixture.openStore()) {
            TransactionId id = fixture.newId();
            Participant last = fixture.begin(id, false);
            fixture.insert(last, 1);
            last.freeze();
            last.mark(id, fixture.store(), List.of("a", "b"));
            assertThat(store.find(id)).as("not committed").isEmpty();
            assertThat(store.settle(id, "test")).as("blocked").isEmpty();
            assertThat(last.commit()).isEqualTo(CommitAnswer.COMMITTED);
            Marker found = store.settle(id, "test").orElseThrow();
            assertThat(found.decision()).isEqualTo(Decision.COMMITTED);
            assertThat(found.participants()).containsExactly("a", "b");
            assertThat(found.resolver()).isNull();
            assertThat(store.stamp(id, "me")).isTrue();
            assertThat(store.find(id).orElseThrow().resolver()).startsWith("me");
            assertThat(old(store, Decision.COMMITTED, Duration.ZERO)).contains(id);
            assertThat(old(store, Decision.ABORTED, Duration.ZERO)).doesNotContain(id);
            assertThat(old(store, Decision.COMMITTED, Duration.ofHours(1))).doesNotContain(id);
            store.remove(List.of(id), Decision.ABORTED);
            assertThat(store.find(id)).as("another decision").isPresent();
            store.remove(List.of(id), Decision.COMMITTED);
            assertThat(store.find(id)).isEmpty();
            assertThat(store.stamp(id, "me")).isFalse();
            last.release();
        }
    }

    private static List<TransactionId> old(DecisionStore store, Decision decision, Duration age) throws Exception {
        return store.olderThan(REALM, decision, age, Optional.empty(), 1000).stream()
                .map(Marker::id)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void oldDecisions_areReadInPages(RelationalDatabases kind) throws Exception {
        String realm = TransactionId.realmOf("pages " + System.nanoTime());
        try (Fixture fixture = Fixture.of(kind);
                DecisionStore store = fixture.openStore()) {
            Set<TransactionId> written = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                TransactionId id = TransactionId.create(realm, List.of(fixture.store()));
                store.settle(id, "test");
                written.add(id);
            }
            List<TransactionId> read = new ArrayList<>();
            Optional<TransactionId> behind = Optional.empty();
            List<Marker> page = store.olderThan(realm, Decision.ABORTED, Duration.ZERO, behind, 2);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(2);
                page.forEach(marker -> read.add(marker.id()));
                behind = Optional.of(read.get(read.size() - 1));
                page = store.olderThan(realm, Decision.ABORTED, Duration.ZERO, behind, 2);
            }
            assertThat(read).hasSize(5).containsExactlyInAnyOrderElementsOf(written);
            store.remove(written, Decision.ABORTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onceAborted_nobodyCommits(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind);
                DecisionStore store = fixture.openStore()) {
            TransactionId id = fixture.newId();
            Participant last = fixture.begin(id, false);
            fixture.insert(last, 1);
            assertThat(store.settle(id, "test").orElseThrow().decision()).isEqualTo(Decision.ABORTED);
            assertThat(store.settle(id, "test").orElseThrow().decision()).isEqualTo(Decision.ABORTED);
            last.freeze();
            assertThatThrownBy(() -> last.mark(id, fixture.store(), List.of("a")))
                    .isInstanceOf(SQLException.class);
            last.rollback();
            last.release();
            assertThat(fixture.rows()).isZero();
            store.remove(List.of(id), Decision.ABORTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionThatStallsWithItsDecision_isEnded(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind);
                DecisionStore store = fixture.openStore()) {
            TransactionId id = fixture.newId();
            Participant last = fixture.begin(id, false);
            fixture.insert(last, 1);
            last.freeze();
            last.mark(id, fixture.store(), List.of("a"));
            assertThat(store.endHolder(fixture.newId()))
                    .as("another transaction")
                    .isFalse();
            assertThat(store.endHolder(id)).isTrue();
            assertThat(store.settle(id, "test").orElseThrow().decision()).isEqualTo(Decision.ABORTED);
            assertThat(last.commit()).isNotEqualTo(CommitAnswer.COMMITTED);
            last.release();
            assertThat(fixture.rows()).isZero();
            store.remove(List.of(id), Decision.ABORTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void storeThatIsAnotherOne_takesNoDecision(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind)) {
            TransactionId id = fixture.newId();
            Participant last = fixture.begin(id, false);
            last.freeze();
            assertThatThrownBy(() -> last.mark(id, TransactionId.newStoreId(), List.of("a")))
                    .isInstanceOf(SQLException.class);
            last.rollback();
            last.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyReads_hasNotWritten(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind)) {
            for (boolean prepare : new boolean[] {true, false}) {
                Participant participant = fixture.begin(fixture.newId(), prepare);
                assertThat(participant.hasWritten()).as("unused").isFalse();
                fixture.run(participant, "select * from " + fixture.table());
                fixture.run(participant, "update " + fixture.table() + " set id = 1 where id = 2");
                assertThat(participant.hasWritten()).as("read").isFalse();
                fixture.insert(participant, 3);
                assertThat(participant.hasWritten()).as("written").isTrue();
                participant.rollback();
                participant.release();
            }
            assertThat(fixture.rows()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reaper_endsATransactionFromAnotherThread(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind)) {
            Participant participant = fixture.begin(fixture.newId(), true);
            fixture.insert(participant, 1);
            Thread reaper = new Thread(participant::rollback);
            reaper.start();
            reaper.join();
            assertThat(participant.obstacle()).isPresent();
            assertThatThrownBy(() -> fixture.insert(participant, 2)).isInstanceOf(SQLException.class);
            participant.release();
            assertThat(fixture.rows()).isZero();
        }
    }

    @Test
    void failedTransactionOfPostgres_isNeverPrepared() throws Exception {
        try (Fixture fixture = Fixture.of(RelationalDatabases.POSTGRESQL)) {
            TransactionId id = fixture.newId();
            Participant participant = fixture.begin(id, true);
            assertThatThrownBy(() -> fixture.run(participant, "select 1/0")).isInstanceOf(SQLException.class);
            assertThat(participant.obstacle())
                    .hasValueSatisfying(text -> assertThat(text).startsWith("SCP-322"));
            participant.freeze();
            assertThatThrownBy(() -> participant.prepare(id)).isInstanceOf(SQLException.class);
            participant.rollback();
            participant.release();
        }
    }

    @Test
    void transactionEndedBySql_isNoticed() throws Exception {
        try (Fixture fixture = Fixture.of(RelationalDatabases.POSTGRESQL)) {
            TransactionId id = fixture.newId();
            Participant participant = fixture.begin(id, true);
            fixture.insert(participant, 1);
            assertThat(participant.obstacle()).isEmpty();
            try (Connection handle = participant.handle(Connection.class).orElseThrow();
                    Statement statement = handle.unwrap(PgConnection.class).createStatement()) {
                statement.execute("rollback");
            }
            assertThat(participant.obstacle())
                    .hasValueSatisfying(text -> assertThat(text).contains("ended by a statement"));
            participant.freeze();
            assertThatThrownBy(() -> participant.prepare(id)).isInstanceOf(SQLException.class);
            participant.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void handle_endsNothing(RelationalDatabases kind) throws Exception {
        try (Fixture fixture = Fixture.of(kind)) {
            Participant participant = fixture.begin(fixture.newId(), true);
            Connection handle = participant.handle(Connection.class).orElseThrow();
            assertThatThrownBy(handle::commit).isInstanceOf(SQLException.class).hasMessageStartingWith("SCP-320");
            assertThatThrownBy(() -> handle.setAutoCommit(true)).hasMessageStartingWith("SCP-320");
            assertThat(handle.getAutoCommit()).isFalse();
            try (Statement statement = handle.createStatement()) {
                assertThat(statement.getConnection()).isSameAs(handle);
            }
            participant.freeze();
            assertThatThrownBy(handle::createStatement).hasMessageStartingWith("SCP-328");
            participant.rollback();
            participant.release();
            assertThat(fixture.registry().pool(kind.pool()).stats().checkedOut())
                    .isZero();
        }
    }

    /** Whoever had set a role when it was prepared owns the branch; nobody else may end it, its own login included. */
    @Test
    void branchPreparedUnderARole_isEndedUnderThatRole() throws Exception {
        RelationalDatabases kind = RelationalDatabases.POSTGRESQL;
        String database = kind.newDatabase();
        String tenant = "tenant_" + Long.toHexString(System.nanoTime());
        String login = "login_" + Long.toHexString(System.nanoTime());
        kind.execute("create role " + tenant);
        kind.execute("create role " + login + " login password '" + login + "' in role " + tenant);
        kind.execute("alter database " + database + " owner to " + login);
        Map<String, String> settings = Map.of("DB", database, "USER", login, "PASSWORD", login);
        try (PoolRegistry registry = kind.registry(settings);
                Connection direct = kind.direct(database)) {
            AtomicDatabase atomic = ((AtomicPool) registry.pool(kind.pool())).atomic();
            TransactionId id = TransactionId.create(
                    REALM, List.of(atomic.check(PATIENCE).storeId().orElseThrow()));
            Participant participant = atomic.begin(new Joining(Optional.of(id), 7, true, true, false, Duration.ZERO));
            try (Connection connection = participant.handle(Connection.class).orElseThrow();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table entry (id int)");
                statement.execute("grant insert on entry to " + tenant);
                statement.execute("set local role " + tenant);
                statement.execute("insert into entry values (1)");
            }
            participant.freeze();
            participant.prepare(id);
            participant.release();
            try (Branches branches = atomic.openBranches(PATIENCE).orElseThrow()) {
                PreparedBranch branch = ofTransaction(branches, id).get(0);
                assertThat(branch.owner()).contains(tenant);
                assertThat(branches.commit(branch)).isEqualTo(FinishAnswer.DONE);
                assertThat(branches.list()).isEmpty();
            }
            assertThat(RelationalDatabases.number(direct, "select count(*) from entry"))
                    .isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void userWithoutRights_isToldTheStatements(RelationalDatabases kind) throws Exception {
        String database = kind.newDatabase();
        String user = "poor_" + Long.toHexString(System.nanoTime());
        String password = Long.toHexString(System.nanoTime());
        if (kind == RelationalDatabases.POSTGRESQL) {
            kind.execute("create role " + user + " login password '" + password + "'");
        } else {
            kind.execute("create user '" + user + "'@'%' identified by '" + password + "'");
            kind.execute("grant select on `" + database + "`.* to '" + user + "'@'%'");
        }
        Map<String, String> settings = Map.of("DB", database, "USER", user, "PASSWORD", password);
        try (PoolRegistry registry = kind.registry(settings)) {
            Readiness readiness =
                    ((AtomicPool) registry.pool(kind.pool())).atomic().check(PATIENCE);
            assertThat(readiness.storeId()).isEmpty();
            assertThat(readiness.storeProblems())
                    .anyMatch(text -> text.startsWith("create table"))
                    .anyMatch(text -> text.startsWith("grant") && text.contains(user));
        }
    }
}
