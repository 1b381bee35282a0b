package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By the application and then by its registry, as it comes when somebody gives up one database and later all. */
@Tag("pools")
class PoolClosedMoreThanOnceTest {

    private static final long PATIENCE_SECONDS = 60;

    @ParameterizedTest
    @EnumSource
    void closedAgain_poolsOfOthersGoOnOpening(RelationalDatabases database) throws Exception {
        try (PoolRegistry others = database.registry(Map.of())) {
            ConnectionPool theirs = others.connectionPool(database.pool());
            try (PoolRegistry registry = database.registry(Map.of())) {
                registry.connectionPool(database.pool()).warmUp();
                registry.connectionPool(database.pool()).close();
            }
            try (Connection connection = theirs.getConnection(Duration.ofSeconds(PATIENCE_SECONDS))) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closedWhileItDrains_bothFindItClosed(RelationalDatabases database) throws Exception {
        PoolRegistry registry = database.registry(Map.of("DRAIN_TIMEOUT", PATIENCE_SECONDS + "s"));
        ConnectionPool pool = registry.connectionPool(database.pool());
        CompletableFuture<Void> first;
        CompletableFuture<Void> second;
        try (Connection held = pool.getConnection()) {
            first = CompletableFuture.runAsync(pool::close);
            second = CompletableFuture.runAsync(registry::close);
            assertThat(held.isValid(1)).isTrue();
        }
        CompletableFuture.allOf(first, second).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(pool.stats().checkedOut() + pool.stats().checkedIn()).isZero();
    }
}
