package io.seedcore.pool.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.client.Secrets;
import io.seedcore.pool.it.client.Sessions;
import io.seedcore.pool.it.client.Sessions.Count;
import io.seedcore.pool.it.lifecycle.needy.NeedsMySql;
import io.seedcore.pool.it.server.BuildDirectory;
import io.seedcore.pool.it.server.LauncherServer;
import io.seedcore.pool.it.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server says that all went well when a deployment fails, so its log and its paths are looked at. */
@Tag("lifecycle")
class RefusedDeploymentIT {

    private final LauncherServer server = LauncherServer.shared();

    @BeforeEach
    void forgetWhatWasBefore() {
        server.undeploy();
        server.forgetLog();
    }

    @Test
    void wrong_settings_are_all_listed_at_once() throws Exception {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.put("postgres.pool.size", "many");
        settings.put("postgres.pool.timeout", "-3");
        settings.put("mysql.max.overflow", "10001");
        settings.put("neo4j.keep.alive", "perhaps");

        server.deploy(BuildDirectory.application(), settings);

        Awaitility.await("the list of what is wrong")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(server.log())
                        .contains("POSTGRES_POOL_SIZE", "\"many\"", "POSTGRES_POOL_TIMEOUT", "\"-3\"")
                        .contains("MYSQL_MAX_OVERFLOW", "\"10001\"", "NEO4J_KEEP_ALIVE", "\"perhaps\""));
        Secrets.assertNoneIn(server.log());
        assertNothingIsThere();
    }

    @Test
    void a_need_for_a_database_that_is_not_configured_names_the_variable() throws Exception {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.keySet().removeIf(name -> name.startsWith("mysql."));
        Path application = BuildDirectory.directory().resolve("needy.war");
        BuildDirectory.applicationArchive()
                .addPackage(NeedsMySql.class.getPackage())
                .as(ZipExporter.class)
                .exportTo(application.toFile(), true);

        server.deploy(application, settings);

        Awaitility.await("the message")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(server.log()).contains("SCP-310", NeedsMySql.class.getSimpleName(), "MYSQL_HOST"));
        assertNothingIsThere();
    }

    @Test
    void a_required_database_that_does_not_answer_is_named() throws Exception {
        Map<String, String> settings = new TreeMap<>(ServerSettings.properties());
        settings.keySet().removeIf(name -> name.equals("postgres.url"));
        settings.put("postgres.pool.start", "required");
        settings.put("postgres.pool.timeout", "1");
        try (FaultProxy proxy = FaultProxy.before(DevDatabases.shared().postgresql())) {
            proxy.inflict(Fault.refuse());
            settings.put("postgres.host", proxy.host());
            settings.put("postgres.port", String.valueOf(proxy.port()));

            server.deploy(BuildDirectory.application(), settings);

            Awaitility.await("the message")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(server.log()).contains("SCP-102 postgresql", "POOL_START"));
        }
        assertNothingIsThere();
    }

    private static void assertNothingIsThere() throws Exception {
        assertThat(Http.overLoopback().get("/stats/pg").status()).isIn(404, 503);
        try (Sessions sessions = Sessions.watch()) {
            Awaitility.await("no session is left")
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sessions.count()).isEqualTo(Count.NONE));
        }
    }
}
