package io.seedcore.pool.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("health")
class UnusualPoolsAreFoundTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Watching watching = new Watching();

    private Workload workload(long seed) {
        Workload workload = new Workload(seed);
        watching.lookFor(Duration.ofMinutes(20), workload);
        assertThat(watching.began).isEmpty();
        return workload;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leak_isFoundByTheConnectionsInUse(long seed) {
        Workload workload = workload(seed);
        for (int look = 0; look < 12; look++) {
            workload.leaked += 2;
            watching.look(workload.next());
        }

        assertThat(watching.series()).containsExactly(Series.UTILIZATION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void slowQuery_isFoundByTheTimeForWhichConnectionsAreHeld(long seed) {
        Workload workload = workload(seed);
        workload.usageSeconds = 0.080;
        watching.lookFor(A_MINUTE, workload);

        assertThat(watching.series()).containsExactly(Series.USAGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void databaseThatBecomesSlowerAndSlower_isFound(long seed) {
        Workload workload = workload(seed);
        for (int look = 0; look < 12; look++) {
            workload.usageSeconds *= 1.25;
            watching.look(workload.next());
        }

        assertThat(watching.series()).contains(Series.USAGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stormOfCallers_isFoundByTheirWaiting(long seed) {
        Workload workload = workload(seed);
        workload.loansPerSecond = 300;
        workload.usageSeconds = 0.1;
        workload.acquireSeconds = 0.4;
        watching.lookFor(A_MINUTE, workload);

        assertThat(watching.series()).contains(Series.ACQUIRE, Series.UTILIZATION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void deadMemberOfAHostList_isFoundByTheConnectionsThatBreak(long seed) {
        Workload workload = workload(seed);
        workload.errors = 8;
        watching.lookFor(A_MINUTE, workload);

        assertThat(watching.series()).containsExactly(Series.ERRORS);
    }

    @Test
    void slowLogins_areFound() {
        Workload workload = workload(1);
        workload.creationSeconds = 1.5;
        watching.lookFor(A_MINUTE, workload);

        assertThat(watching.series()).containsExactly(Series.CREATION);
    }

    @Test
    void anomaly_saysWhatItIsWhatWasExpectedAndWhatToDo() {
        Workload workload = workload(1);
        workload.errors = 9;
        watching.lookFor(A_MINUTE, workload);

        assertThat(watching.began).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.database()).isEqualTo("postgresql");
            assertThat(anomaly.value()).isEqualTo(9);
            assertThat(anomaly.expected()).isZero();
            assertThat(anomaly.spread()).isEqualTo(1);
            assertThat(anomaly.score()).isBetween(1.0, 2.0);
            assertThat(anomaly.text()).isEqualTo("errors in the last minute: 9, expected 0 (spread 1)");
            assertThat(anomaly.advice()).contains("/stats/postgresql");
        });
        assertThat(watching.scores).containsEntry(Series.USAGE, 0.0).hasSize(5);
    }

    @Test
    void itEnds_onceThePoolBehavesAsBefore_andIsFoundAgain() {
        Workload workload = workload(1);
        workload.usageSeconds = 0.200;
        watching.lookFor(A_MINUTE, workload);
        assertThat(watching.monitor.of("postgresql")).hasSize(1);

        workload.usageSeconds = 0.020;
        watching.lookFor(A_MINUTE, workload);

        assertThat(watching.ended).containsExactly(Series.USAGE);
        assertThat(watching.endings).containsExactly(Ending.AS_EXPECTED);
        assertThat(watching.monitor.of("postgresql")).isEmpty();
        assertThat(watching.scores.get(Series.USAGE)).isLessThan(0.5);
        workload.usageSeconds = 0.200;
        watching.lookFor(A_MINUTE, workload);
        assertThat(watching.series()).containsExactly(Series.USAGE, Series.USAGE);
    }

    @Test
    void whatLastsForAnHour_isUsualFromThenOn() {
        Workload workload = workload(1);
        workload.usageSeconds = 0.100;
        watching.lookFor(Duration.ofMinutes(59), workload);
        assertThat(watching.monitor.of("postgresql")).hasSize(1);

        watching.lookFor(Duration.ofMinutes(60), workload);

        assertThat(watching.series()).containsExactly(Series.USAGE);
        assertThat(watching.ended).containsExactly(Series.USAGE);
        assertThat(watching.endings).containsExactly(Ending.TAKEN_FOR_USUAL);
        workload.usageSeconds = 0.220;
        watching.lookFor(A_MINUTE, workload);
        assertThat(watching.series()).containsExactly(Series.USAGE, Series.USAGE);
    }

    @Test
    void whatRanLongestBefore_isStillShown_whileNothingComesBackAtAll() {
        Workload workload = workload(1);
        workload.usageSeconds = 0.200;
        watching.lookFor(A_MINUTE, workload);

        workload.loansPerSecond = 0;
        watching.lookFor(Duration.ofMinutes(4), workload);
        assertThat(watching.monitor.of("postgresql")).hasSize(1);

        watching.lookFor(Duration.ofMinutes(2), workload);
        assertThat(watching.monitor.of("postgresql")).isEmpty();
        assertThat(watching.ended).containsExactly(Series.USAGE);
        assertThat(watching.endings).containsExactly(Ending.NOT_SEEN);
    }

    @Test
    void whatIsNotSeenAnyMore_shortlyBeforeItsHourIsOver_isNotTakenForUsual() {
        Workload workload = workload(1);
        workload.usageSeconds = 0.100;
        watching.lookFor(Duration.ofMinutes(59), workload);

        workload.loansPerSecond = 0;
        watching.lookFor(Duration.ofMinutes(10), workload);

        assertThat(watching.series()).containsExactly(Series.USAGE);
        assertThat(watching.endings).containsExactly(Ending.NOT_SEEN);
    }

    @Test
    void poolThatIsMadeLarger_isNotSaidToBeAsExpectedAgain() {
        Workload workload = workload(1);
        workload.acquireSeconds = 0.4;
        watching.lookFor(A_MINUTE, workload);
        assertThat(watching.series()).containsExactly(Series.ACQUIRE);

        workload.size = 30;
        watching.look(workload.next());

        assertThat(watching.ended).containsExactly(Series.ACQUIRE);
        assertThat(watching.endings).containsExactly(Ending.NOT_SEEN);
        assertThat(watching.monitor.of("postgresql")).isEmpty();
    }

    @Test
    void poolThatTakesThePlaceOfAnUnusualOne_isNotSaidToBeAsExpectedAgain() {
        Workload workload = workload(1);
        workload.usageSeconds = 0.200;
        watching.lookFor(A_MINUTE, workload);

        watching.look(new Workload(2).next());

        assertThat(watching.ended).containsExactly(Series.USAGE);
        assertThat(watching.endings).containsExactly(Ending.NOT_SEEN);
    }
}
