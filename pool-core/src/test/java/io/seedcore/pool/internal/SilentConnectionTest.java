package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.ConnectionSocket;
import io.seedcore.pool.internal.driver.OpenedConnection;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.thread.SharedThreads;
import io.seedcore.pool.internal.watch.SilenceWatch;
import io.seedcore.pool.internal.watch.WatchedConnection;
import io.seedcore.pool.resilience.Circuit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Real servers behind a network that swallows what passes: who waits in vain is released, and nobody else. */
@Tag("pools")
@Execution(ExecutionMode.CONCURRENT)
class SilentConnectionTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(60);
    private static final Map<String, String> SHORT = Map.of("SILENCE_TIMEOUT", "5");

    /** The three drivers, each for a pool at any address. */
    enum Driver {
        PGJDBC,
        CONNECTOR_J,
        MARIADB;

        DevDatabase shared() {
            return this == PGJDBC
                    ? DevDatabases.shared().postgresql()
                    : DevDatabases.shared().mysql();
        }

        ConnectionPoolSettings settings(DevDatabase database, String host, int port, Map<String, String> more) {
            String prefix = this == PGJDBC ? "POSTGRES_" : "MYSQL_";
            Map<String, String> settings = new HashMap<>(database.environment());
            settings.put(prefix + "HOST", host);
            settings.put(prefix + "PORT", Integer.toString(port));
            if (this == MARIADB) {
                settings.put("MYSQL_URL", "jdbc:mariadb://" + host + ":" + port + "/" + database.database());
            }
            more.forEach((name, value) -> settings.put(prefix + name, value));
            try (PoolRegistry registry = PoolRegistry.of(settings)) {
                return (ConnectionPoolSettings) registry.settings(this == PGJDBC ? "postgresql" : "mysql")
                        .orElseThrow();
            }
        }

        String sleep(int seconds) {
            return this == PGJDBC ? "select pg_sleep(" + seconds + ")" : "select sleep(" + seconds + ")";
        }

        String kill(long session) {
            return this == PGJDBC ? "select pg_terminate_backend(" + session + ", 5000)" : "kill " + session;
        }
    }

    /** A connection such as a pool has. */
    record Watched(OpenedConnection opened) implements WatchedConnection {
        @Override
        public long serverSession() {
            return opened.serverSession();
        }

        @Override
        public ConnectionSocket socket() {
            return opened.socket();
        }

        @Override
        public void giveUp() {
            opened.socket().abort();
        }
    }

    private static final AtomicInteger POOLS = new AtomicInteger();

    private static CapturedLog log;

    /** By which the log tells the cases apart. */
    private final String pool = "pool" + POOLS.incrementAndGet();

    private final ExecutorService borrowers = Executors.newCachedThreadPool();
    private final List<Watched> connections = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void openLog() {
        log = new CapturedLog(SilenceWatch.class.getName());
    }

    @AfterAll
    static void closeLog() {
        log.close();
    }

    @AfterEach
    void close() throws Exception {
        borrowers.shutdownNow();
        connections.forEach(connection -> connection.socket().abort());
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private List<String> warnings() {
        return log.messages(Level.WARNING).stream()
                .filter(message -> message.contains(" " + pool + ": "))
                .toList();
    }

    private FaultProxy proxy(DevDatabase database) {
        FaultProxy proxy = FaultProxy.before(database);
        open.add(proxy);
        return proxy;
    }

    /** A connection that is watched, as those of a pool are. */
    private Watched watched(ConnectionPoolSettings unnamed) throws SQLException {
        ConnectionPoolSettings settings = new ConnectionPoolSettings(
                pool,
                unnamed.kind(),
                unnamed.target(),
                unnamed.limits(),
                unnamed.times(),
                unnamed.behaviour(),
                unnamed.effective());
        SharedThreads threads = SharedThreads.enter();
        ControlConnection control = control(settings);
        Watched connection = add(settings);
        SilenceWatch watch = SilenceWatch.begin(settings, control, () -> connections, threads);
        open.addAll(0, List.of(watch, control, threads));
        return connection;
    }

    static ControlConnection control(ConnectionPoolSettings settings) {
        Vendor vendor = Vendor.of(settings);
        FirstLogin firstLogin =
                new FirstLogin(vendor::wasLetIn, settings.times().connect());
        Circuit circuit = new Circuit(settings.name(), new PoolListener() {});
        return new ControlConnection(settings, vendor, new DirectOpener(settings, vendor, firstLogin, circuit));
    }

    private Watched add(ConnectionPoolSettings settings) throws SQLException {
        Watched connection =
                new Watched(Vendor.of(settings).open(settings.target().address(), FAR_ABOVE));
        connections.add(connection);
        return connection;
    }

    private <T> Future<T> start(Watched connection, Callable<T> call) {
        Future<T> started = borrowers.submit(call);
        await().atMost(FAR_ABOVE).until(connection.socket()::isWaiting);
        return started;
    }

    private Future<Boolean> start(Watched connection, String sql) {
        return start(connection, () -> execute(connection.opened().connection(), sql));
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static void direct(DevDatabase database, String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            execute(connection, sql);
        }
    }

    private void assertReleased(Future<?> waiting, String code) {
        assertThatThrownBy(() -> waiting.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getSQLState()).startsWith("08"));
        assertThat(warnings()).singleElement().asString().startsWith(code);
    }

    private static void assertEnds(Future<?> query) throws Exception {
        query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void answerThatWasSwallowed_releasesWhoeverWaits(Driver driver) throws Exception {
        FaultProxy proxy = proxy(driver.shared());
        Watched connection = watched(driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT));
        Future<?> query = start(connection, driver.sleep(1));
        proxy.inflictOnOpen(Fault.blackHole(Direction.TO_CLIENT));
        assertReleased(query, "SCP-241");
    }

    @ParameterizedTest
    @EnumSource
    void requestThatWasSwallowed_releasesWhoeverWaits(Driver driver) throws Exception {
        FaultProxy proxy = proxy(driver.shared());
        Watched connection = watched(driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT));
        proxy.inflictOnOpen(Fault.blackHole(Direction.TO_SERVER));
        assertReleased(start(connection, driver.sleep(600)), "SCP-241");
    }

    @ParameterizedTest
    @EnumSource
    void requestTooLargeToLeave_releasesWhoeverWrites(Driver driver) throws Exception {
        FaultProxy proxy = proxy(driver.shared());
        Watched connection = watched(driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT));
        proxy.inflictOnOpen(Fault.blackHole(Direction.TO_SERVER));
        // Above what the buffers of both ends and of the proxy hold, below what a MySQL client may send.
        String large = "select '" + "x".repeat(15_000_000) + "'";
        assertReleased(start(connection, large), "SCP-241");
    }

    @ParameterizedTest
    @EnumSource
    void sessionThatEndedUnheard_releasesWhoeverWaits(Driver driver) throws Exception {
        FaultProxy proxy = proxy(driver.shared());
        Watched connection = watched(driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT));
        Future<?> query = start(connection, driver.sleep(600));
        proxy.inflictOnOpen(Fault.blackHole(Direction.TO_CLIENT));
        direct(driver.shared(), driver.kill(connection.serverSession()));
        assertReleased(query, "SCP-240");
    }

    @ParameterizedTest
    @EnumSource
    void networkThatSwallowsAll_releasesWhoeverWaits(Driver driver) throws Exception {
        FaultProxy proxy = proxy(driver.shared());
        Watched connection = watched(driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT));
        Future<?> query = start(connection, driver.sleep(600));
        proxy.inflict(Fault.blackHole(Direction.BOTH));
        assertReleased(query, "SCP-242");
        direct(driver.shared(), driver.kill(connection.serverSession()));
    }

    @ParameterizedTest
    @EnumSource
    void queryLongerThanTheTimeout_isNotCut(Driver driver) throws Exception {
        FaultProxy proxy = proxy(driver.shared());
        Watched connection = watched(driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT));
        assertEnds(start(connection, driver.sleep(12)));
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PGJDBC", "MARIADB"})
    void serverThatStandsStill_releasesWhoeverWaits(Driver driver) throws Exception {
        try (DevDatabase database = DevDatabases.start(driver.shared().kind())) {
            Watched connection = watched(driver.settings(database, database.host(), database.port(), SHORT));
            Future<?> query = start(connection, driver.sleep(600));
            database.suspend();
            try {
                assertReleased(query, "SCP-242");
            } finally {
                database.resume();
            }
        }
    }

    @Test
    void listenerForNotifications_isLeftAloneUntilTheServerIsGone() throws Exception {
        Driver driver = Driver.PGJDBC;
        FaultProxy proxy = proxy(driver.shared());
        ConnectionPoolSettings settings = driver.settings(driver.shared(), proxy.host(), proxy.port(), SHORT);
        Watched connection = watched(settings);
        execute(connection.opened().connection(), "listen news");
        PGConnection listener = connection.opened().connection().unwrap(PGConnection.class);
        Future<?> listening = start(connection, () -> listener.getNotifications(0));
        long start = connection.socket().waitingSince();
        await().atMost(FAR_ABOVE).until(() -> connection.socket().silentNanos() > TimeUnit.SECONDS.toNanos(8));
        assertThat(connection.socket().waitingSince()).isEqualTo(start);
        proxy.inflict(Fault.blackHole(Direction.BOTH));
        assertReleased(listening, "SCP-242");
    }
}
