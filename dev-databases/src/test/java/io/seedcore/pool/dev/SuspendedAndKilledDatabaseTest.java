package io.seedcore.pool.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases of one database follow each other, beside those of the others. */
@ParameterizedClass
@EnumSource(DevDatabaseKind.class)
@Execution(ExecutionMode.CONCURRENT)
class SuspendedAndKilledDatabaseTest {

    private static final Map<DevDatabaseKind, DevDatabase> DATABASES = new ConcurrentHashMap<>();

    private final DevDatabase database;

    SuspendedAndKilledDatabaseTest(DevDatabaseKind kind) {
        this.database = Objects.requireNonNull(DATABASES.get(kind));
    }

    @BeforeParameterizedClassInvocation
    static void start(DevDatabaseKind kind) throws SQLException {
        DevDatabase started = DevDatabases.start(kind);
        DATABASES.put(kind, started);
        Client.write(started, "kept");
    }

    @AfterParameterizedClassInvocation
    static void close(DevDatabaseKind kind) {
        Objects.requireNonNull(DATABASES.remove(kind)).close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void suspended_answersNobodyUntilItIsResumed() {
        database.suspend();
        database.suspend();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::read);

        await().during(Duration.ofMillis(500)).atMost(Duration.ofMinutes(1)).until(() -> !answer.isDone());

        database.resume();
        database.resume();
        assertThat(answer.join()).isEqualTo("kept");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void killed_keepsWhatItStoredForTheRestart() throws SQLException {
        int port = database.port();

        database.kill();
        database.kill();
        assertThatThrownBy(() -> Client.read(database)).isNotNull();

        database.restart();
        assertThat(database.port()).isEqualTo(port);
        assertThat(Client.read(database)).isEqualTo("kept");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void killedOrRestartedWhileSuspended_startsAgain() throws SQLException {
        database.suspend();
        database.kill();
        database.restart();
        assertThat(Client.read(database)).isEqualTo("kept");

        database.suspend();
        database.restart();
        assertThat(Client.read(database)).isEqualTo("kept");
    }

    private String read() {
        try {
            return Client.read(database);
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
    }
}
