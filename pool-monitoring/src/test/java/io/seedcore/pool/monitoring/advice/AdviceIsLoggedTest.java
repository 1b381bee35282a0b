package io.seedcore.pool.monitoring.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.sizing.ServerRoom.Client;
import io.seedcore.pool.sizing.ServerRoom.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Advice is a line in the log where it is well founded, and says something new. */
@Tag("metrics")
class AdviceIsLoggedTest {

    private final PoolRegistry registry =
            PoolRegistry.of(DevDatabases.shared().postgresql().environment());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final PoolReader reader = new PoolReader(registry, health, recorder);
    private long now;
    private final Advisor advisor = new Advisor(reader, () -> now);
    private final AdviceLog log = new AdviceLog(advisor, reader);
    private final Lines lines = new Lines();

    /** What the log is told. */
    private static final class Lines extends Handler {

        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            texts.add(formatter.formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Logger.getLogger(AdviceLog.class.getName()).addHandler(lines);
    }

    @AfterEach
    void end() {
        Logger.getLogger(AdviceLog.class.getName()).removeHandler(lines);
        health.close();
        registry.close();
    }

    private void look(Duration later) {
        now += later.toNanos();
        advisor.look();
        log.look();
    }

    /** Some loans long enough to be measured, the others to be many. */
    private void borrow(int times) throws SQLException {
        ConnectionPool pool = registry.connectionPool("postgresql");
        for (int loan = 0; loan < times; loan++) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(loan % 50 == 0 ? "select pg_sleep(0.02)" : "select 1");
            }
        }
    }

    @Test
    void size_far_from_what_is_set_is_said_once_it_is_well_founded() throws SQLException {
        look(Duration.ZERO);
        borrow(1_200);
        look(Duration.ofSeconds(20));
        assertThat(lines.texts).as("too early to tell").isEmpty();

        look(Duration.ofMinutes(10));
        look(Duration.ofMinutes(1));

        assertThat(lines.texts)
                .singleElement()
                .asString()
                .startsWith("SCP-630 postgresql: size 1 and overflow ")
                .contains("size 20 and overflow 10 are set", "1200 loans", "medium confidence");
    }

    @Test
    void server_too_small_for_its_pools_is_said_once_and_again_after_it_was_not() {
        registry.remove("postgresql");
        health.start();
        become(60);
        become(200);
        become(59);

        assertThat(lines.texts).hasSize(2);
        assertThat(lines.texts.get(0))
                .startsWith("SCP-631 shop: the server admits 60 connections (max_connections), and 66 are asked for");
        assertThat(lines.texts.get(1)).contains("admits 59");
    }

    private void become(int most) {
        registry.remove("shop");
        registry.add(new FaultySettings(
                "shop", new Known("a", "max_connections", most, 3, new Client("shop", "x", 14), 14, List.of())));
        await().until(() -> health.server("shop") instanceof Known known && known.most() == most);
        look(Duration.ofSeconds(5));
        look(Duration.ofSeconds(5));
    }
}
