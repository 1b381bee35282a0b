package io.seedcore.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a connection that was used a moment ago is tested before it is lent, counted on the way to the server. */
@Tag("pools")
class PrePingTest {

    private static final int LOANS = 20;

    @ParameterizedTest
    @EnumSource
    void always_isEachTime(SessionServers server) throws Exception {
        assertThat(testsOfLoans(server, "always")).isEqualTo(LOANS);
    }

    @ParameterizedTest
    @EnumSource
    void false_isNever(SessionServers server) throws Exception {
        assertThat(testsOfLoans(server, "false")).isZero();
    }

    private static int testsOfLoans(SessionServers server, String prePing) throws Exception {
        try (RoundTrips relay = RoundTrips.to(server.database.shared());
                PoolRegistry registry =
                        server.onlyOneConnection("127.0.0.1", relay.port(), Map.of("POOL_PRE_PING", prePing))) {
            ConnectionPool pool = registry.connectionPool(server.database.pool());
            pool.getConnection().close();
            relay.sinceLast();
            for (int loan = 0; loan < LOANS; loan++) {
                pool.getConnection().close();
            }
            return relay.sinceLast();
        }
    }
}
