package io.seedcore.pool.monitoring.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.fault.FaultySettings;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.json.AdviceJson;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.sizing.ServerRoom.Client;
import io.seedcore.pool.sizing.ServerRoom.Known;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a server is to admit is the sum of all pools that lead to it and a reserve. Each pool here is set to 10 and 5 more, so
 * that with its control connection it may have 16; nothing was borrowed, so that this is advised too.
 */
@Tag("metrics")
class ServersAreAdvisedTest {

    private static final Client POOLS = new Client("shop", "seedcore-pool", 14);

    private final PoolRegistry registry = PoolRegistry.of(Map.of());
    private final MetricsRecorder recorder = new MetricsRecorder();
    private final HealthMonitor health = new HealthMonitor(registry, recorder::healthChecked);
    private final Advisor advisor = new Advisor(new PoolReader(registry, health, recorder));

    @AfterEach
    void end() {
        health.close();
        registry.close();
    }

    private static Known room(String server, int most, Client own, int mine, Client... others) {
        return new Known(server, "max_connections", most, 3, own, mine, List.of(others));
    }

    private ServerAdvice advice(String database) {
        health.start();
        await().until(() -> registry.names().stream().allMatch(name -> health.server(name) instanceof Known));
        return Objects.requireNonNull(advisor.report().servers().get(database));
    }

    @Test
    void one_pool_alone_needs_itself_and_fifty_for_everybody_else() {
        registry.add(new FaultySettings("postgresql", room("a", 66, POOLS, 14)));

        ServerAdvice advice = advice("postgresql");

        assertThat(advice.advised()).isEqualTo(16);
        assertThat(advice.set()).hasValue(16);
        assertThat(advice.elsewhere()).isZero();
        assertThat(advice.reserve()).isEqualTo(50);
        assertThat(advice.atLeast()).isEqualTo(66);
        assertThat(advice.isTooSmall()).as("66 of 66").isFalse();
    }

    @Test
    void server_that_admits_one_less_is_too_small() {
        registry.add(new FaultySettings("postgresql", room("a", 65, POOLS, 14)));

        assertThat(advice("postgresql").isTooSmall()).isTrue();
    }

    @Test
    void pools_on_one_server_are_added_up_and_those_on_another_are_not() {
        Client both = new Client("shop", "seedcore-pool", 28);
        registry.add(new FaultySettings("postgresql", room("a", 100, both, 14)));
        registry.add(new FaultySettings("reporting", room("a", 100, both, 14)));
        registry.add(new FaultySettings("archive", room("b", 100, POOLS, 14)));

        ServerAdvice advice = advice("reporting");

        assertThat(advice.databases()).containsExactly("postgresql", "reporting");
        assertThat(advice.atLeast()).isEqualTo(16 + 16 + 50);
        assertThat(advice.elsewhere()).as("both are ours").isZero();
        assertThat(advice("archive").databases()).containsExactly("archive");
    }

    @Test
    void pools_of_one_server_with_users_of_their_own_are_not_each_others_strangers() {
        Client reporting = new Client("report", "seedcore-pool", 60);
        registry.add(new FaultySettings("postgresql", room("a", 200, POOLS, 14, reporting)));
        registry.add(new FaultySettings("reporting", room("a", 200, reporting, 14, POOLS)));

        ServerAdvice advice = advice("postgresql");

        assertThat(advice.elsewhere()).isEqualTo(60 - 14);
        assertThat(advice.reserve()).isEqualTo(50);
    }

    @Test
    void other_members_count_and_so_do_strangers_beyond_the_reserve() {
        Client threeMembers = new Client("shop", "seedcore-pool", 42);
        Client strangers = new Client("batch", "psql", 70);
        registry.add(new FaultySettings("postgresql", room("a", 100, threeMembers, 14, strangers)));

        ServerAdvice advice = advice("postgresql");

        assertThat(advice.elsewhere()).isEqualTo(28);
        assertThat(advice.reserve())
                .as("they and what is kept for administrators")
                .isEqualTo(73);
        assertThat(advice.asSet()).isEqualTo(OptionalInt.of(16 + 28 + 73));
        assertThat(advice.isTooSmall()).isTrue();
    }

    @Test
    void pool_without_limit_asks_for_no_number_so_nothing_is_judged() {
        Known room = room("a", 60, POOLS, 14);
        ServerAdvice limited = new ServerAdvice(List.of("postgresql"), 16, OptionalInt.of(16), 0, 50, room);
        ServerAdvice unlimited = new ServerAdvice(List.of("postgresql"), 16, OptionalInt.empty(), 0, 50, room);

        assertThat(limited.isTooSmall()).as("66 of 60").isTrue();
        assertThat(unlimited.isTooSmall()).isFalse();
        assertThat(unlimited.asSet()).isEmpty();
        assertThat(AdviceJson.server(unlimited).build().toString())
                .contains("\"at_least\":66", "\"admits\":60")
                .doesNotContain("\"enough\"", "\"as_set\"");
    }

    @Test
    void server_that_does_not_say_is_unknown_with_its_reason_and_not_too_small() {
        registry.add(new FaultySettings("postgresql", new ServerRoom.Unknown("not for you")));
        health.start();
        await().until(() -> health.server("postgresql").equals(new ServerRoom.Unknown("not for you")));

        SizingReport report = advisor.report();

        assertThat(report.servers().values()).singleElement().satisfies(advice -> {
            assertThat(advice.isTooSmall()).isFalse();
            assertThat(advice.atLeast()).isEqualTo(66);
        });
        assertThat(AdviceJson.of(report).build().toString())
                .contains("\"server\":{\"unknown\":\"not for you\"}")
                .doesNotContain("\"enough\"");
    }

    @Test
    void database_that_is_down_makes_its_server_unknown() {
        registry.add(new FaultySettings("postgresql", bound -> FaultySettings.down()));
        health.start();
        await().untilAsserted(
                        () -> assertThat(health.server("postgresql")).isEqualTo(new ServerRoom.Unknown("unreachable")));
    }

    @Test
    void answer_has_the_sum_the_limit_and_who_is_there() {
        registry.add(new FaultySettings("postgresql", room("a", 100, POOLS, 14, new Client("batch", "psql", 2))));
        assertThat(advice("postgresql").isTooSmall()).isFalse();

        assertThat(AdviceJson.of(advisor.report()).build().toString())
                .contains(
                        "\"max_connections\":{\"postgresql\":{\"databases\":[\"postgresql\"],\"pools\":16,\"elsewhere\":0,"
                                + "\"reserve\":50,\"at_least\":66,\"as_set\":66,\"enough\":true,\"server\":{"
                                + "\"limit\":\"max_connections\",\"admits\":100,\"reserved\":3,\"connections\":16,\"clients\":["
                                + "{\"user\":\"shop\",\"application\":\"seedcore-pool\",\"connections\":14},"
                                + "{\"user\":\"batch\",\"application\":\"psql\",\"connections\":2}]},\"this_pool\":16}}");
    }
}
