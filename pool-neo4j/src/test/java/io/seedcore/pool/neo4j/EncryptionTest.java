package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool talks to a server with TLS exactly as far as its settings trust the certificate. */
@Tag("pools")
class EncryptionTest {

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Relay relay;

    @BeforeAll
    static void startServerWithTls() throws Exception {
        DevDatabase database = DevDatabases.shared().neo4j();
        certificates = new Certificates(folder);
        relay = new Relay(certificates.serverSockets(), database.host(), database.port());
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    private static ProbeResult probe(String scheme, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("NEO4J_URI", scheme + "://" + relay.address());
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        try (PoolRegistry registry = GraphDatabases.over(
                DevDatabases.shared().neo4j(),
                settings.entrySet().stream()
                        .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new))) {
            return GraphDatabases.pool(registry).probe(Duration.ofSeconds(20));
        }
    }

    @Test
    void certificateGiven_trusted() {
        assertThat(probe("bolt+s", "NEO4J_SSL_ROOT_CERT", certificates.file()).error())
                .isNull();
        assertThat(probe("bolt", "NEO4J_SSL_ROOT_CERT", certificates.file()).error())
                .isNull();
        assertThat(probe("bolt", "NEO4J_ENCRYPTED", "true", "NEO4J_SSL_ROOT_CERT", certificates.file())
                        .error())
                .isNull();
    }

    @Test
    void certificateNotGiven_refused() {
        String refusal = "no encrypted connection: the server's certificate was not accepted";
        assertThat(probe("bolt+s").error()).isEqualTo(refusal);
        assertThat(probe("bolt", "NEO4J_ENCRYPTED", "true").error()).isEqualTo(refusal);
    }

    @Test
    void checkNotWanted_accepted() {
        assertThat(probe("bolt+ssc").error()).isNull();
    }

    @Test
    void noEncryptionTowardsAServerThatWantsIt_down() {
        assertThat(probe("bolt").error()).startsWith("no Bolt server answers there");
    }
}
