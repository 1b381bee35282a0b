package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.ProbeResult;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabases;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network that swallows everything without a word holds neither a probe nor the end of the pool. */
@Tag("health")
class SilentNetworkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Relay relay() throws IOException {
        DevDatabase database = DevDatabases.shared().neo4j();
        return new Relay(ServerSocketFactory.getDefault(), database.host(), database.port());
    }

    @Test
    void openConnectionFallsSilent_downInTime_upAgainAtOnce() throws IOException {
        try (Relay relay = relay();
                PoolRegistry registry = GraphDatabases.shared("NEO4J_URI", "bolt://" + relay.address())) {
            GraphPool pool = GraphDatabases.pool(registry);
            assertThat(pool.probe(PATIENCE).up()).isTrue();

            relay.silence();
            for (int i = 0; i < 2; i++) {
                ProbeResult result = pool.probe(Duration.ofMillis(500));
                assertThat(result.up()).isFalse();
                assertThat(result.error()).isEqualTo("no answer within 0.5 s");
                assertThat(result.latency()).isLessThan(Duration.ofSeconds(5));
            }
            relay.resume();
            assertThat(pool.probe(PATIENCE).up()).isTrue();
        }
    }

    @Test
    void silentAtTheEnd_closesAllTheSame() throws IOException {
        try (Relay relay = relay()) {
            PoolRegistry registry = GraphDatabases.shared("NEO4J_URI", "bolt://" + relay.address());
            GraphPool pool = GraphDatabases.pool(registry);
            pool.warmUp();
            assertThat(pool.probe(PATIENCE).up()).isTrue();

            relay.silence();
            assertThat(CompletableFuture.runAsync(registry::close)).succeedsWithin(PATIENCE);
        }
    }
}
