package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.event.CloseReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In an application whose pools have one connection each, or two. */
class CancelledWorkTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String marker = UUID.randomUUID().toString();
    private final SeApplication application = start();

    private static SeApplication start() {
        Map<String, String> settings = new HashMap<>(SharedApplication.settings());
        settings.put("SEEDCORE_DATABASES", "postgresql,mysql");
        for (String prefix : List.of("POSTGRES", "MYSQL")) {
            settings.put(prefix + "_POOL_SIZE", "1");
            settings.put(prefix + "_MAX_OVERFLOW", "1");
        }
        return SeApplication.start(settings);
    }

    @BeforeEach
    void createTables() throws SQLException {
        for (Server server : Server.values()) {
            try (Connection connection = source(server).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists pj_cancelled(id varchar(60) primary key)");
            }
        }
    }

    @AfterEach
    void stop() {
        application.close();
        await().atMost(SOON).until(() -> threads("seedcore-async-") == 0 && threads("seedcore-cancel-") == 0);
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    private DataSource source(Server server) {
        return application.get(DataSource.class, server.qualifier());
    }

    private AsyncDatabase database(Server server) {
        return application.get(AsyncDatabase.class, server.qualifier());
    }

    private ConnectionPool pool(Server server) {
        return application.registry().connectionPool(server.database());
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? 1 : 0;
        }
    }

    private long count(Server server, String sql, String parameter) throws SQLException {
        try (Connection connection = source(server).getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void awaitRunning(Server server, int statements) {
        await().atMost(SOON).until(() -> count(server, server.countRunning(), "%/* " + marker + " */%") == statements);
    }

    private void awaitAllGivenBack(Server server) {
        await().atMost(SOON).until(() -> pool(server).stats().checkedOut() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void runningStatement_cancelledAtTheServer(Server server) throws Exception {
        CompletableFuture<SQLException> afterwards = new CompletableFuture<>();
        CompletableFuture<?> stage = database(server).withConnection(connection -> {
            try {
                execute(connection, server.sleeping(marker));
            } catch (SQLException cancelled) {
                // MySQL's sleep() returns instead.
            }
            try {
                return execute(connection, "select 1");
            } catch (SQLException refused) {
                afterwards.complete(refused);
                throw refused;
            }
        });
        awaitRunning(server, 1);

        assertThat(stage.cancel(true)).isTrue();

        assertThatThrownBy(stage::join).isInstanceOf(CancellationException.class);
        awaitRunning(server, 0);
        assertThat(afterwards.get(20, TimeUnit.SECONDS).getMessage()).startsWith("SCP-330 " + server.database() + ": ");
        awaitAllGivenBack(server);
        assertThat(pool(server).stats().closed()).containsEntry(CloseReason.INVALID, 1L);
    }

    @ParameterizedTest
    @EnumSource
    void completedFromOutside_cancelledAtTheServer(Server server) {
        CompletableFuture<?> stage =
                database(server).withConnection(connection -> execute(connection, server.sleeping(marker)));
        awaitRunning(server, 1);

        stage.completeExceptionally(new TimeoutException("too long"));

        awaitRunning(server, 0);
        awaitAllGivenBack(server);
    }

    @ParameterizedTest
    @EnumSource
    void transaction_rolledBackAlsoWhenTheWorkGoesOn(Server server) throws Exception {
        CompletableFuture<?> stage = database(server).withTransaction(connection -> {
            execute(connection, "insert into pj_cancelled values ('" + marker + "')");
            try {
                return execute(connection, server.sleeping(marker));
            } catch (SQLException swallowed) {
                return "as if nothing had been";
            }
        });
        awaitRunning(server, 1);

        stage.cancel(true);

        awaitAllGivenBack(server);
        assertThat(count(server, "select count(*) from pj_cancelled where id = ?", marker))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void waiting_leavesTheLine(Server server) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> holders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            holders.add(database(server).withConnection(connection -> release.await(30, TimeUnit.SECONDS)));
        }
        await().atMost(SOON).until(() -> pool(server).stats().checkedOut() == 2);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(database(server).withConnection(connection -> execute(connection, "select 1")));
        }
        await().atMost(SOON).until(() -> pool(server).stats().pending() == 100);
        assertThat(threads("seedcore-async-")).isEqualTo(2);

        waiting.subList(0, 60).forEach(stage -> stage.cancel(true));

        await().atMost(SOON).until(() -> pool(server).stats().pending() == 40);
        release.countDown();
        for (CompletableFuture<Integer> stage : waiting.subList(60, 100)) {
            assertThat(stage.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
        for (CompletableFuture<Boolean> stage : holders) {
            assertThat(stage.get(20, TimeUnit.SECONDS)).isTrue();
        }
        awaitAllGivenBack(server);
    }

    /** Two works hold both connections and want a third. */
    @ParameterizedTest
    @EnumSource
    void worksThatWaitForEachOther_oneIsToldSo(Server server) throws Exception {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AsyncDatabase.Work<String> greedy = connection -> {
            bothHoldOne.await(20, TimeUnit.SECONDS);
            try (Connection another = source(server).getConnection()) {
                return "had another, closed " + another.isClosed();
            }
        };
        CompletableFuture<String> one = database(server).withConnection(greedy);
        CompletableFuture<String> other = database(server).withConnection(greedy);

        List<String> outcomes = List.of(
                one.handle((value, failure) -> outcome(value, failure)).get(20, TimeUnit.SECONDS),
                other.handle((value, failure) -> outcome(value, failure)).get(20, TimeUnit.SECONDS));
        assertThat(outcomes)
                .anyMatch(outcome -> outcome.startsWith("SCP-211 " + server.database() + ": ")
                        && outcome.contains("Longest holders: CancelledWorkTest."))
                .contains("had another, closed false");
    }

    private static String outcome(String value, Throwable failure) {
        return failure == null ? value : String.valueOf(failure.getMessage());
    }

    /** Whenever it comes, it ends its own statement and no other, and no connection is lost. */
    @ParameterizedTest
    @EnumSource
    void atAnyMoment(Server server) throws Exception {
        for (int round = 0; round < 100; round++) {
            CompletableFuture<Integer> cancelled = database(server).withTransaction(connection -> {
                execute(connection, "insert into pj_cancelled values ('" + marker + "')");
                execute(connection, server.sleeping(marker));
                return 1;
            });
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(8_000_000));
            cancelled.cancel(true);

            CompletableFuture<Integer> next =
                    database(server).withConnection(connection -> execute(connection, "select 1"));
            assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
        awaitAllGivenBack(server);
        awaitRunning(server, 0);
        assertThat(count(server, "select count(*) from pj_cancelled where id = ?", marker))
                .isZero();
    }

    @Test
    void poolThatIsGone_saidByTheStage() {
        application.registry().remove("postgresql");
        CompletableFuture<?> stage =
                database(Server.POSTGRESQL).withConnection(connection -> execute(connection, "select 1"));

        assertThatThrownBy(stage::join).cause().hasMessageStartingWith("SCP-204 ");
    }
}
