package io.seedcore.pool.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.sizing.ServerRoom;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** A server says for how many connections it works at once, and who has some. */
@Tag("pools")
class ServerRoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void server_saysItsThreadsAndItsClients() {
        try (PoolRegistry registry = GraphDatabases.shared();
                Driver other = report(GraphDatabases.database())) {
            GraphPool pool = GraphDatabases.pool(registry);
            pool.warmUp();
            assertThat(GraphDatabases.answer(other)).isEqualTo(1);

            ServerRoom room = pool.serverRoom(PATIENCE);

            assertThat(room).isInstanceOfSatisfying(ServerRoom.Known.class, known -> {
                assertThat(known.limit()).isEqualTo("server.bolt.thread_pool_max_size");
                assertThat(known.most()).isGreaterThanOrEqualTo(5);
                assertThat(known.own().application()).startsWith("seedcore-pool/");
                assertThat(known.mine()).isEqualTo(2);
                assertThat(known.own().connections()).isGreaterThanOrEqualTo(2);
                assertThat(known.others())
                        .anyMatch(client -> client.application().equals("report/1.0"));
            });
        }
    }

    @Test
    void connectionsForDecisions_areNotTakenForAnotherMembers() throws Exception {
        try (PoolRegistry registry = GraphDatabases.shared()) {
            assertThat(AtomicFixture.database(registry).check(PATIENCE).storeProblems())
                    .isEmpty();

            ServerRoom room = GraphDatabases.pool(registry).serverRoom(PATIENCE);

            assertThat(room).isInstanceOfSatisfying(ServerRoom.Known.class, known -> {
                assertThat(known.own().application())
                        .startsWith("seedcore-pool/")
                        .doesNotContain("(");
                assertThat(known.others())
                        .anyMatch(client ->
                                client.application().equals(known.own().application() + " (decisions)"));
                assertThat(known.others())
                        .noneMatch(client -> client.application().endsWith(" (control)"));
            });
        }
    }

    private static Driver report(DevDatabase database) {
        return GraphDatabase.driver(
                "bolt://" + database.host() + ":" + database.port(),
                AuthTokens.basic(database.user(), database.password()),
                Config.builder().withUserAgent("report/1.0").build());
    }

    @Test
    void closedPool_isUnknownWithAReason() {
        PoolRegistry registry = GraphDatabases.shared();
        GraphPool pool = GraphDatabases.pool(registry);
        registry.close();

        assertThat(pool.serverRoom(PATIENCE)).isEqualTo(new ServerRoom.Unknown("the pool is closed"));
    }
}
