package io.seedcore.pool.neo4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.PoolStats;
import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import io.seedcore.pool.sizing.ServerRoom.Known;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pools")
class GraphRoomTest {

    private static final Known ONE_MEMBER =
            new Known("graph:7687", "threads", 400, 0, new Client("neo4j", "seedcore-pool/1", 51), 1, List.of());

    private static PoolStats stats(int size, int maxSize, int lent, int idle) {
        return new PoolStats(size, maxSize, lent, idle, 0, 0, 0, 0, 0, 0, 0, Map.of(), CircuitState.CLOSED);
    }

    @Test
    void poolOfOneServer_isCountedWithTheOneThatAsks() {
        assertThat(GraphRoom.askedBeside(stats(50, 50, 20, 30), ONE_MEMBER))
                .isInstanceOfSatisfying(
                        Known.class, known -> assertThat(known.mine()).isEqualTo(51));
    }

    @Test
    void poolSpreadOverMembers_isNotComparedWithOneOfThem() {
        assertThat(GraphRoom.askedBeside(stats(50, 150, 60, 90), ONE_MEMBER))
                .isEqualTo(new ServerRoom.Unknown("of a cluster each member has a limit of its own"));
    }

    @Test
    void serverThatDoesNotSay_keepsItsReason() {
        ServerRoom refused = new ServerRoom.Unknown("not for you");

        assertThat(GraphRoom.askedBeside(stats(50, 50, 0, 0), refused)).isEqualTo(refused);
    }
}
