package io.seedcore.pool.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuspendedAndKilledDatabaseTest {
    private static final Map<DevDatabaseKind, DevDatabase> DATABASES = new EnumMap<>(DevDatabaseKind.class);

    @AfterAll
    static void close() {
        DATABASES.values().forEach(DevDatabase::close);
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void suspended_answersNobodyUntilItIsResumed(DevDatabaseKind kind) throws SQLException {
        DevDatabase database = running(kind);
        database.suspend();
        database.suspend();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> read(database));

        await().during(Duration.ofMillis(500)).atMost(Duration.ofMinutes(1)).until(() -> !answer.isDone());

        database.resume();
        database.resume();
        assertThat(answer.join()).isEqualTo("kept");
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void killed_keepsWhatItStoredForTheRestart(DevDatabaseKind kind) throws SQLException {
        DevDatabase database = running(kind);
        int port = database.port();

        database.kill();
        database.kill();
        assertThatThrownBy(() -> Client.read(database)).isNotNull();

        database.restart();
        assertThat(database.port()).isEqualTo(port);
        assertThat(Client.read(database)).isEqualTo("kept");
    }

    @ParameterizedTest
    @EnumSource(DevDatabaseKind.class)
    void killedOrRestartedWhileSuspended_startsAgain(DevDatabaseKind kind) throws SQLException {
        DevDatabase database = running(kind);
        database.suspend();
        database.kill();
        database.restart();
        assertThat(Client.read(database)).isEqualTo("kept");

        database.suspend();
        database.restart();
        assertThat(Client.read(database)).isEqualTo("kept");
    }

    private static DevDatabase running(DevDatabaseKind kind) throws SQLException {
        DevDatabase existing = DATABASES.get(kind);
        if (existing != null) {
            return existing;
        }
        DevDatabase started = DevDatabases.start(kind);
        DATABASES.put(kind, started);
        Client.write(started, "kept");
        return started;
    }

    private static String read(DevDatabase database) {
        try {
            return Client.read(database);
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
    }
}
