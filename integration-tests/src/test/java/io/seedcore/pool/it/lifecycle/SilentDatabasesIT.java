package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All three databases take what is sent to them and never answer. */
@Tag("health")
@Tag("faults")
class SilentDatabasesIT {

    /** Far longer than any answer may take: who waited for a connect would be seen. */
    private static final String CONNECT_TIMEOUT_SECONDS = "60";

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private static final int ROUNDS = 5;

    /** Less than half a second for each answer: who waited for a check of a database, 2 s at the least, would be seen. */
    private static final Duration LONGEST_ROUNDS = Duration.ofSeconds(20);

    private static final Map<String, Integer> PATHS_AND_STATUS = new TreeMap<>(Map.of(
            "/health/all", 503,
            "/health", 503,
            "/health/ready", 503,
            "/health/live", 200,
            "/health/started", 200,
            "/async/pg/health", 503,
            "/async/mysql/health", 503,
            "/neo4j/health", 503,
            "/advice", 200,
            "/api/metrics", 200));

    private final FaultProxy postgresql =
            FaultProxy.before(DevDatabases.shared().postgresql());
    private final FaultProxy mysql = FaultProxy.before(DevDatabases.shared().mysql());
    private final FaultProxy neo4j = FaultProxy.before(DevDatabases.shared().neo4j());
    private final List<FaultProxy> all = List.of(postgresql, mysql, neo4j);

    @AfterEach
    void end() {
        all.forEach(FaultProxy::heal);
        LauncherServer.shared().undeploy();
        all.forEach(FaultProxy::close);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.keySet()
                .removeIf(name -> name.matches("(postgres|mysql)\\.url|pg\\.dsn|mysql\\.dsn|neo4j\\.(host|bolt.*)"));
        settings.put("postgres.host", postgresql.host());
        settings.put("postgres.port", String.valueOf(postgresql.port()));
        settings.put("postgres.pool.start", "eager");
        settings.put("postgres.connect.timeout", CONNECT_TIMEOUT_SECONDS);
        settings.put("mysql.host", mysql.host());
        settings.put("mysql.port", String.valueOf(mysql.port()));
        settings.put("mysql.pool.start", "eager");
        settings.put("mysql.connect.timeout", CONNECT_TIMEOUT_SECONDS);
        settings.put("neo4j.uri", "bolt://" + neo4j.host() + ":" + neo4j.port());
        settings.put("neo4j.connect.timeout", CONNECT_TIMEOUT_SECONDS);
        settings.put("neo4j.connection.acquisition.timeout", CONNECT_TIMEOUT_SECONDS);
        return settings;
    }

    private void silence() {
        all.forEach(proxy -> proxy.inflict(Fault.blackHole(Direction.BOTH)));
    }

    private static Answer get(String path) throws Exception {
        return Http.overLoopback().begin(path).get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void assertAnswersComeFromMemory() throws Exception {
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Integer> expected : PATHS_AND_STATUS.entrySet()) {
                Answer answer = get(expected.getKey());
                assertThat(answer.status()).as(answer.toString()).isEqualTo(expected.getValue());
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_ROUNDS);
    }

    private static void awaitHealth(String databases) {
        JsonObject expected = Answer.parse(databases);
        Awaitility.await("/health/all")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        get("/health/all").json().getJsonObject("databases").equals(expected));
    }

    @Test
    void health_is_told_from_memory_at_the_start_and_later() throws Exception {
        silence();
        LauncherServer.shared().deploy(BuildDirectory.application(), settings());
        assertAnswersComeFromMemory();

        all.forEach(FaultProxy::heal);
        awaitHealth("{\"postgresql\":true,\"mysql\":true,\"neo4j\":true}");
        assertThat(get("/health/ready").status()).isEqualTo(200);

        silence();
        awaitHealth("{\"postgresql\":false,\"mysql\":false,\"neo4j\":false}");
        assertAnswersComeFromMemory();
        assertReadinessSaysWhatIsWrong();
    }

    private static void assertReadinessSaysWhatIsWrong() throws Exception {
        List<JsonObject> databases = get("/health/ready").json().getJsonArray("checks").stream()
                .map(JsonValue::asJsonObject)
                .filter(check -> check.getString("name").matches("database:(postgresql|mysql|neo4j)"))
                .toList();
        assertThat(databases).hasSize(3).allSatisfy(check -> {
            assertThat(check.getString("status")).isEqualTo("DOWN");
            assertThat(check.getJsonObject("data"))
                    .containsKeys("pool_size", "since", "error", "last_error_at", "last_error_type", "in_doubt");
        });
    }
}
