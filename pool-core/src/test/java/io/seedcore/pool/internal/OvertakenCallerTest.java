package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.event.EngineType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller that opens a connection which another one gets. */
@Tag("pools")
@Tag("concurrency")
class OvertakenCallerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Half of what a connection that was handed over may take to come out of HikariCP. */
    private static final Duration MUCH_TOO_LONG = Duration.ofMillis(50);

    private static final int ROUNDS = 50;

    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void endOther() {
        other.shutdownNow();
    }

    /** A machine that stalls lengthens a wait and never shortens one, so that one short wait among many is enough. */
    @Test
    void connectionThatAnotherOneGot_isNotWaitedFor() throws Exception {
        SilentConnectionTest.Driver driver = SilentConnectionTest.Driver.PGJDBC;
        DevDatabase database = driver.shared();
        ConnectionPoolSettings settings = driver.settings(database, database.host(), database.port(), Map.of());
        Duration shortest = LONG;
        int overtaken = 0;
        try (PoolParts pool = new PoolParts(settings)) {
            for (int round = 0; round < ROUNDS && shortest.compareTo(MUCH_TOO_LONG) > 0; round++) {
                Duration waited = openForAnother(pool);
                if (waited != null) {
                    overtaken++;
                    shortest = waited.compareTo(shortest) < 0 ? waited : shortest;
                }
            }
        }
        assertThat(overtaken).as("rounds in which the other one was faster").isPositive();
        assertThat(shortest).isLessThan(MUCH_TOO_LONG);
    }

    /** @return how long the caller waited in vain; null where it was faster than the other one */
    private @Nullable Duration openForAnother(PoolParts pool) throws Exception {
        assertThat(pool.books.reserve(Integer.MAX_VALUE)).isTrue();
        PhysicalConnection opened = Objects.requireNonNull(pool.opener.open(EngineType.SYNC, LONG));
        CountDownLatch looks = new CountDownLatch(1);
        Future<Boolean> overtakes = other.submit(() -> takeAsSoonAsItIsThere(pool.kept, opened, looks));
        looks.await();
        long start = System.nanoTime();
        LentConnection lent = pool.kept.addAndTake(opened);
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (lent != null) {
            pool.kept.reclaim(lent);
        }
        return overtakes.get(LONG.toSeconds(), TimeUnit.SECONDS) ? waited : null;
    }

    private static boolean takeAsSoonAsItIsThere(KeptConnections kept, PhysicalConnection opened, CountDownLatch looks)
            throws SQLException {
        LentConnection taken = null;
        while (taken == null && opened.isIdle()) {
            looks.countDown();
            taken = kept.take();
        }
        return taken != null && kept.reclaim(taken);
    }
}
