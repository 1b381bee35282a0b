package io.seedcore.pool.benchmark.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.seedcore.pool.monitoring.anomaly.PoolLook;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedPoolTest {

    private static final double HELD = 0.05;
    private static final double LOGIN = 0.02;

    private static SimulatedPool pool(Conditions conditions) {
        return new SimulatedPool(new Random(1), 10, 0, moment -> conditions);
    }

    private static Conditions normal(double callsPerSecond) {
        return Conditions.normal(callsPerSecond, HELD, LOGIN);
    }

    @Test
    void loans_areAsManyAsCalls_andLastAsLongAsTheyAreTo() {
        SimulatedPool pool = pool(normal(40));
        pool.runUntil(1_000);

        PoolLook look = pool.look();
        assertThat(look.acquired().count()).isBetween(39_000L, 41_000L);
        assertThat(look.acquired().count() - look.returned().count()).isEqualTo(look.checkedOut());
        assertThat(look.returned().seconds() / look.returned().count()).isCloseTo(HELD, within(0.002));
        assertThat(look.acquired().seconds() / look.acquired().count()).isLessThan(0.001);
        assertThat(look.errors()).isZero();
    }

    @Test
    void noMoreAreLentThanThereMayBe_andTheOthersWaitUntilTheirTimeIsOver() {
        SimulatedPool pool = pool(normal(400));
        for (int second = 1; second <= 120; second++) {
            pool.runUntil(second);
            assertThat(pool.look().checkedOut()).isLessThanOrEqualTo(15);
        }

        PoolLook look = pool.look();
        assertThat(look.checkedOut()).isEqualTo(15);
        assertThat(look.acquired().seconds() / look.acquired().count()).isGreaterThan(5);
        assertThat(look.errors()).isPositive();
    }

    @Test
    void leakedConnections_areLentForGood() {
        SimulatedPool pool = pool(normal(20).leaking(1));
        pool.runUntil(300);

        assertThat(pool.look().checkedOut()).isEqualTo(15);
        assertThat(pool.look().errors()).as("callers that waited in vain").isPositive();
    }

    @Test
    void connectionsToAServerThatIsGone_areFoundBroken_andOpenedAnew() {
        SimulatedPool pool = pool(normal(100));
        pool.runUntil(100);
        long created = pool.look().created().count();
        pool.cut(false);
        pool.runUntil(110);

        assertThat(pool.look().errors()).isBetween(5L, 15L);
        assertThat(pool.look().created().count()).isGreaterThan(created);
        long errors = pool.look().errors();
        pool.runUntil(200);
        assertThat(pool.look().errors()).isEqualTo(errors);
    }
}
