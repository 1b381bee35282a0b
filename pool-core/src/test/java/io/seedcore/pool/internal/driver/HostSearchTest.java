package io.seedcore.pool.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.config.HostAndPort;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How hosts share the time that there is for all of them. */
@Tag("pools")
class HostSearchTest {

    private static final Duration ALL = Duration.ofMinutes(60);

    @Test
    void host_mayTakeItsShare_andLeavesTheRestToTheOthers() {
        List<HostAndPort> hosts =
                List.of(new HostAndPort("one", 1), new HostAndPort("two", 2), new HostAndPort("three", 3));
        List<Duration> shares = new ArrayList<>();
        HostSearch search = new HostSearch("postgresql");
        long end = System.nanoTime() + ALL.toNanos();

        assertThatThrownBy(() -> search.firstWritable(hosts, end, (host, longest) -> {
                    shares.add(longest);
                    throw new SQLException("nobody is there", "08001");
                }))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("SCP-131 postgresql: none of the 3 hosts takes writes");

        assertThat(shares).hasSize(3);
        assertThat(shares.get(0)).isLessThanOrEqualTo(ALL.dividedBy(3));
        assertThat(shares.get(1)).isGreaterThan(shares.get(0)).isLessThanOrEqualTo(ALL.dividedBy(2));
        assertThat(shares.get(2)).isGreaterThan(shares.get(1)).isLessThanOrEqualTo(ALL);
    }
}
