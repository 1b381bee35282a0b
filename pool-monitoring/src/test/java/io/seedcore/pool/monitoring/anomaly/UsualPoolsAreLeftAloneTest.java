package io.seedcore.pool.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("health")
class UsualPoolsAreLeftAloneTest {

    private final Watching watching = new Watching();

    @Test
    void weekWithDaysAndNights_hasNone() {
        Workload workload = new Workload(7);
        Random random = new Random(7);
        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            double day = Math.max(0, Math.sin(2 * Math.PI * (minute % 1440) / 1440.0));
            workload.loansPerSecond = (2 + 60 * day) * Math.exp(0.1 * random.nextGaussian());
            workload.usageSeconds = 0.015 * (1 + day) * Math.exp(0.1 * random.nextGaussian());
            // Now and then a connection that a firewall forgot.
            workload.errors = random.nextInt(500) == 0 ? 2 : 0;
            watching.lookFor(Duration.ofMinutes(1), workload);
        }

        assertThat(watching.began).isEmpty();
    }

    @Test
    void start_withSlowFirstCallsAndAllLoginsAtOnce_isNone() {
        Workload workload = new Workload(1);
        workload.usageSeconds = 2;
        workload.acquireSeconds = 1;
        workload.creationSeconds = 3;
        workload.errors = 20;
        watching.lookFor(Duration.ofMinutes(1), workload);
        workload.usageSeconds = 0.020;
        workload.acquireSeconds = 0.0005;
        workload.creationSeconds = 0.030;
        watching.lookFor(Duration.ofMinutes(20), workload);

        assertThat(watching.began).isEmpty();
    }

    @Test
    void poolThatRests_mayBeSlowerByMilliseconds() {
        Workload workload = new Workload(1);
        workload.loansPerSecond = 3;
        workload.usageSeconds = 0.001;
        watching.lookFor(Duration.ofMinutes(20), workload);
        workload.usageSeconds = 0.003;
        workload.acquireSeconds = 0.004;
        watching.lookFor(Duration.ofMinutes(20), workload);

        assertThat(watching.began).isEmpty();
    }

    @Test
    void poolThatIsHardlyUsed_isNotJudgedByItsFewLoans() {
        Workload workload = new Workload(1);
        workload.loansPerSecond = 0.05;
        watching.lookFor(Duration.ofMinutes(30), workload);
        workload.usageSeconds = 3;
        watching.lookFor(Duration.ofMinutes(5), workload);

        assertThat(watching.began).isEmpty();
    }

    @Test
    void poolThatWasIdle_mayBeUsed() {
        Workload workload = new Workload(1);
        workload.loansPerSecond = 0;
        watching.lookFor(Duration.ofHours(1), workload);
        workload.loansPerSecond = 200;
        watching.lookFor(Duration.ofHours(1), workload);

        assertThat(watching.began).isEmpty();
    }

    @Test
    void outlier_isNone_howeverFarItIs() {
        Workload workload = new Workload(1);
        watching.lookFor(Duration.ofMinutes(20), workload);
        for (int time = 0; time < 20; time++) {
            workload.usageSeconds = 30;
            watching.look(workload.next());
            workload.usageSeconds = 0.020;
            watching.lookFor(Duration.ofMinutes(1), workload);
        }

        assertThat(watching.began).isEmpty();
    }

    @Test
    void jobThatRunsEachNight_isFoundInTheFirstNightOnly() {
        Workload workload = new Workload(1);
        for (int night = 0; night < 4; night++) {
            workload.usageSeconds = 0.020;
            watching.lookFor(Duration.ofMinutes(24 * 60 - 40), workload);
            workload.usageSeconds = 0.120;
            watching.lookFor(Duration.ofMinutes(40), workload);
        }

        assertThat(watching.series()).containsExactly(Series.USAGE);
    }

    @Test
    void timeWithoutLooks_andClocksThatAreSet_areNone() {
        Workload workload = new Workload(1);
        watching.lookFor(Duration.ofMinutes(20), workload);
        for (Duration leap : List.of(Duration.ofHours(3), Duration.ofHours(-5), Duration.ofSeconds(40))) {
            workload.errors = 50;
            workload.usageSeconds = 30;
            watching.now = watching.now.plus(leap);
            watching.look(workload.next());
            workload.usageSeconds = 0.020;
            watching.lookFor(Duration.ofMinutes(5), workload);
        }

        assertThat(watching.began).isEmpty();
    }

    @Test
    void poolThatTookThePlaceOfAnother_isWatchedAnew() {
        watching.lookFor(Duration.ofMinutes(20), new Workload(1));
        Workload successor = new Workload(2);
        successor.usageSeconds = 0.5;
        successor.acquireSeconds = 0.5;
        watching.lookFor(Duration.ofMinutes(20), successor);

        assertThat(watching.began).isEmpty();
    }

    @Test
    void poolThatIsGone_isForgotten() {
        Workload workload = new Workload(1);
        watching.lookFor(Duration.ofMinutes(20), workload);
        workload.usageSeconds = 0.5;
        watching.lookFor(Duration.ofMinutes(1), workload);
        assertThat(watching.monitor.of("postgresql")).isNotEmpty();

        watching.monitor.look(List.of(), watching.now.plus(Watching.PERIOD));

        assertThat(watching.monitor.of("postgresql")).isEmpty();
        assertThat(watching.ended).hasSameElementsAs(watching.series());
        assertThat(watching.endings).containsOnly(Ending.NOT_SEEN);
    }

    @Test
    void poolWhoseSizeIsChanged_isWatchedAnew() {
        Workload workload = new Workload(1);
        workload.leaked = 12;
        watching.lookFor(Duration.ofMinutes(20), workload);
        workload.size = 5;
        watching.lookFor(Duration.ofMinutes(20), workload);

        assertThat(watching.began).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valueThatIsNoNumber_isNoValue(double nothing) {
        SeriesWatch watch = new SeriesWatch("postgresql", Series.USAGE);
        for (int look = 0; look < 400; look++) {
            watch.look(look % 2 == 0 ? 0.020 : nothing, watching.now.plusSeconds(5L * look));
        }

        assertThat(watch.score()).isZero();
        assertThat(watch.anomaly()).isNull();
    }
}
