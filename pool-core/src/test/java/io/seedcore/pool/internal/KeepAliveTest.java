package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.LossyNetwork;
import io.seedcore.pool.internal.driver.OpenedConnection;
import io.seedcore.pool.internal.driver.Vendor;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A path that loses every packet while the server goes on computing: only the kernel can find that out. */
@Tag("pools")
@Execution(ExecutionMode.CONCURRENT)
class KeepAliveTest {

    private static final Duration FAR_ABOVE = Duration.ofSeconds(120);

    private final ExecutorService borrowers = Executors.newCachedThreadPool();

    @AfterEach
    void endBorrowers() {
        borrowers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void lostPathUnderAQuery_releasesWhoeverWaits(SilentConnectionTest.Driver driver) throws Exception {
        Optional<String> obstacle = LossyNetwork.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        try (LossyNetwork network =
                LossyNetwork.before(driver.shared().host(), driver.shared().port())) {
            var settings = driver.settings(driver.shared(), network.host(), network.port(), Map.of());
            OpenedConnection opened = Vendor.of(settings).open(settings.target().address(), FAR_ABOVE);
            Future<Boolean> query = borrowers.submit(() -> {
                try (Statement statement = opened.connection().createStatement()) {
                    return statement.execute(driver.sleep(600));
                }
            });
            // Long enough for the query to have been acknowledged; what is not would be repeated for many minutes.
            await().atMost(FAR_ABOVE).until(() -> opened.socket().silentNanos() > TimeUnit.SECONDS.toNanos(2));
            network.lose(Direction.BOTH);
            assertThatThrownBy(() -> query.get(FAR_ABOVE.toSeconds(), TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).startsWith("08"));
        }
    }
}
