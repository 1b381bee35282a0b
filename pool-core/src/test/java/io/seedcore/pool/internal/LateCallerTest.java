package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller whose time was up in the line, and which finds room when it looks for the last time. */
@Tag("pools")
class LateCallerTest {

    @Test
    void roomThatFallsToACallerWhoseTimeIsUp_isLeftToOthers() throws SQLException {
        SilentConnectionTest.Driver driver = SilentConnectionTest.Driver.PGJDBC;
        DevDatabase database = driver.shared();
        ConnectionPoolSettings settings = driver.settings(
                database, database.host(), database.port(), Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0"));
        try (PoolParts pool = new PoolParts(settings)) {
            Caller caller = new Caller(pool.admission, Duration.ofMillis(1));
            assertThat(pool.books.reserve(1)).as("all room is taken").isTrue();
            assertThat(caller.look()).isNull();
            while (caller.remainingNanos() > 0) {
                Thread.onSpinWait();
            }
            pool.books.unreserve();
            assertThat(caller.look()).isNull();
            assertThat(caller.opened).as("opened for nobody").isFalse();
            caller.giveUp();
        }
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
