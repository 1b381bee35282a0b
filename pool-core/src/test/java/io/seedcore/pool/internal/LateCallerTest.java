package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.activity.BeanClasses;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.thread.PoolTasks;
import io.seedcore.pool.internal.thread.SharedThreads;
import io.seedcore.pool.resilience.Circuit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller whose time was up in the line, and which finds room when it looks for the last time. */
@Tag("pools")
class LateCallerTest {

    private static final PoolListener NOBODY = new PoolListener() {};

    @Test
    void roomThatFallsToACallerWhoseTimeIsUp_isLeftToOthers() throws SQLException {
        SilentConnectionTest.Driver driver = SilentConnectionTest.Driver.PGJDBC;
        DevDatabase database = driver.shared();
        ConnectionPoolSettings settings = driver.settings(
                database, database.host(), database.port(), Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"));
        Books books = new Books(settings, NOBODY);
        try (SharedThreads threads = SharedThreads.enter();
                KeptConnections kept = kept(settings, threads)) {
            Caller caller = new Caller(admission(settings, threads, books, kept), Duration.ofMillis(1));
            assertThat(books.reserve(1)).as("all room is taken").isTrue();
            assertThat(caller.look()).isNull();
            while (caller.remainingNanos() > 0) {
                Thread.onSpinWait();
            }
            books.unreserve();
            assertThat(caller.look()).isNull();
            assertThat(caller.opened).as("opened for nobody").isFalse();
            caller.giveUp();
        }
    }

    private static KeptConnections kept(ConnectionPoolSettings settings, SharedThreads threads) {
        return new KeptConnections(
                settings, new PoolTasks(threads, () -> {}), new FatalErrors(() -> false, (error, fatal) -> {}));
    }

    private static Admission admission(
            ConnectionPoolSettings settings, SharedThreads threads, Books books, KeptConnections kept) {
        Vendor vendor = Vendor.of(settings);
        Capacity capacity = new Capacity(settings.limits());
        WaitingLine line = new WaitingLine();
        Holders holders = new Holders(books, new Callers(new BeanClasses()), text -> text);
        Refusals refusals = new Refusals(settings, books, NOBODY, LateCallerTest::nobodyIsTold, holders::now);
        Opener opener = new Opener(
                settings,
                null,
                vendor,
                new FirstLogin(vendor::wasLetIn, settings.times().connect()),
                new Circuit(settings.name(), NOBODY),
                books,
                new Returns(settings, capacity, books, holders, kept, line),
                NOBODY,
                refusals);
        return new Admission(settings, threads, capacity, books, kept, line, opener, refusals);
    }

    private static PoolStats nobodyIsTold() {
        throw new AssertionError("nobody is refused here");
    }

    private static final class Caller extends Acquisition {

        private boolean opened;

        Caller(Admission admission, Duration timeout) {
            super(admission, timeout);
        }

        @Override
        @Nullable
        LentConnection open() {
            opened = true;
            return null;
        }

        @Override
        public void wake() {}

        @Override
        public void endDeadlock() {}

        @Override
        public Thread thread() {
            return Thread.currentThread();
        }
    }
}
