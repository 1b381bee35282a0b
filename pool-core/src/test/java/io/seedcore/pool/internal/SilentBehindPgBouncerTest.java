package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.PgBouncer;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.internal.SilentConnectionTest.Driver;
import io.seedcore.pool.internal.SilentConnectionTest.Watched;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.thread.SharedThreads;
import io.seedcore.pool.internal.watch.SilenceWatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that swallows what passes, in front of a real PgBouncer with two sessions for all clients: they have numbers
 * that the server does not know, and may wait in its queue.
 */
@Tag("pools")
class SilentBehindPgBouncerTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(60);

    private final CapturedLog log = new CapturedLog(SilenceWatch.class.getName());
    private final ExecutorService borrowers = Executors.newCachedThreadPool();
    private final List<Watched> connections = new CopyOnWriteArrayList<>();
    private final SharedThreads threads = SharedThreads.enter();

    @TempDir
    private Path directory;

    private PgBouncer bouncer;
    private FaultProxy proxy;
    private ConnectionPoolSettings settings;
    private ControlConnection control;
    private SilenceWatch watch;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "pgbouncer is not installed");
        DevDatabase database = Driver.PGJDBC.shared();
        bouncer = PgBouncer.start(database, directory);
        proxy = FaultProxy.before("127.0.0.1", bouncer.port());
        Map<String, String> more = new HashMap<>(Map.of("SILENCE_TIMEOUT", "5", "PGBOUNCER", "transaction"));
        more.put("RECOVERY_URL", database.jdbcUrl());
        settings = Driver.PGJDBC.settings(database, proxy.host(), proxy.port(), more);
        control = SilentConnectionTest.control(settings);
        watch = SilenceWatch.begin(settings, control, () -> connections, threads);
    }

    @AfterEach
    void close() {
        borrowers.shutdownNow();
        log.close();
        threads.close();
        if (bouncer != null) {
            watch.close();
            control.close();
            connections.forEach(connection -> connection.socket().abort());
            proxy.close();
            bouncer.close();
        }
    }

    private Watched connect() throws SQLException {
        Watched connection =
                new Watched(Vendor.of(settings).open(settings.target().address(), FAR_ABOVE));
        connections.add(connection);
        return connection;
    }

    private Future<Boolean> start(Watched connection, String sql) {
        Future<Boolean> started = borrowers.submit(() -> {
            try (Statement statement = connection.opened().connection().createStatement()) {
                return statement.execute(sql);
            }
        });
        await().atMost(FAR_ABOVE).until(connection.socket()::isWaiting);
        return started;
    }

    private static String applicationName(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show application_name")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void eachConnection_hasANameOfItsOwn() throws Exception {
        Watched one = connect();
        Watched other = connect();
        assertThat(applicationName(one.opened().connection()))
                .startsWith("seedcore-pool ")
                .endsWith("-" + one.serverSession());
        assertThat(applicationName(other.opened().connection())).endsWith("-" + other.serverSession());
    }

    /** The third waits in the queue until one of the others is done. */
    @Test
    void longQueriesAndWhoeverQueuesBehindThem_areNotCut() throws Exception {
        List<Future<Boolean>> queries = List.of(
                start(connect(), "select pg_sleep(8)"),
                start(connect(), "select pg_sleep(8)"),
                start(connect(), "select pg_sleep(8)"));
        for (Future<Boolean> query : queries) {
            query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(log.messages(Level.WARNING)).noneMatch(text -> text.contains("It was closed"));
    }

    @Test
    void requestThatWasSwallowed_releasesWhoeverWaits() throws Exception {
        Watched connection = connect();
        assertThat(applicationName(connection.opened().connection())).isNotEmpty();
        proxy.inflictOnOpen(Fault.blackHole(Direction.TO_SERVER));
        Future<Boolean> query = start(connection, "select 2");
        assertThatThrownBy(() -> query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).startsWith("08"));
        assertThat(log.messages(Level.WARNING)).singleElement().asString().startsWith("SCP-240");
    }
}
