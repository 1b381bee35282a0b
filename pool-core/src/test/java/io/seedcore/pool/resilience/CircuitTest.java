package io.seedcore.pool.resilience;

import static io.seedcore.pool.error.ErrorCategory.AUTHENTICATION;
import static io.seedcore.pool.error.ErrorCategory.CONFIGURATION;
import static io.seedcore.pool.error.ErrorCategory.CONNECTION;
import static io.seedcore.pool.error.ErrorCategory.FULL;
import static io.seedcore.pool.error.ErrorCategory.GENERATION;
import static io.seedcore.pool.error.ErrorCategory.UNAVAILABLE;
import static io.seedcore.pool.event.CircuitState.CLOSED;
import static io.seedcore.pool.event.CircuitState.HALF_OPEN;
import static io.seedcore.pool.event.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.PoolListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every transition of the circuit, on a clock that only the test moves. */
class CircuitTest {

    private static final Duration LONGEST_WAIT_WHEN_DOWN = Duration.ofMillis(800);
    private static final Duration LONGEST_FIRST_WAIT_WHEN_REFUSED = Duration.ofSeconds(6);

    /** Near the end of its range, because such a clock overflows while the program runs. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    private final List<String> changes = new ArrayList<>();
    private final Circuit circuit = new Circuit("shop", new Recording(), now::get, new Random(1));

    private final class Recording implements PoolListener {

        @Override
        public void circuitChanged(String pool, CircuitState state, @Nullable Throwable cause) {
            changes.add(pool + " " + state.label() + (cause == null ? "" : " " + cause.getMessage()));
        }
    }

    @Test
    void closedCircuit_givesEveryPermit() throws RefusedException {
        for (int i = 0; i < 100; i++) {
            circuit.permit();
        }
        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(circuit.refusal()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "CONNECTION", "GENERATION", "ROUTE"})
    void threeFailuresInSequence_open(ErrorCategory category) throws RefusedException {
        fail(category, "first");
        fail(category, "second");
        assertThat(circuit.state()).isEqualTo(CLOSED);
        fail(category, "third");

        assertThat(circuit.state()).isEqualTo(OPEN);
        Refusal refusal = refusal();
        assertThat(refusal.category()).isEqualTo(category);
        assertThat(refusal.cause()).hasMessage("third");
        assertThat(refusal.onlyGrowth()).isFalse();
        assertThat(refusal.nextTry()).isBetween(Duration.ofMillis(500), LONGEST_WAIT_WHEN_DOWN);
    }

    @Test
    void successInBetween_startsTheCountAgain() throws RefusedException {
        fail(UNAVAILABLE, "first");
        fail(CONNECTION, "second");
        circuit.permit().succeeded();
        fail(GENERATION, "third");
        fail(UNAVAILABLE, "fourth");

        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void openCircuit_refusesUntilTheNextTry_thenLetsOneProbeThrough() throws RefusedException {
        open();
        pass(refusal().nextTry().minusNanos(1));
        assertThat(refusal().nextTry()).isEqualTo(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));

        circuit.permit();
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(refusal().cause()).hasMessage("down");
    }

    @Test
    void successOfTheProbe_closes() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        circuit.permit().succeeded();

        assertThat(circuit.state()).isEqualTo(CLOSED);
        circuit.permit();
        circuit.permit();
        assertThat(changes).containsExactly("shop open down", "shop half open down", "shop closed");
    }

    @Test
    void failureOfTheProbe_opensAgainWithItsCause() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        fail(UNAVAILABLE, "starting up");

        assertThat(circuit.state()).isEqualTo(OPEN);
        assertThat(refusal().cause()).hasMessage("starting up");
        assertThat(changes).containsExactly("shop open down", "shop half open down", "shop open starting up");
    }

    @Test
    void waitWhenDown_doesNotGrow() throws RefusedException {
        open();
        for (int i = 0; i < 50; i++) {
            assertThat(refusal().nextTry()).isBetween(Duration.ofMillis(500), LONGEST_WAIT_WHEN_DOWN);
            pass(LONGEST_WAIT_WHEN_DOWN);
            fail(UNAVAILABLE, "down");
        }
    }

    @Test
    void hangingProbe_givesItsPlaceToAnother_andStillCloses() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        Permit hanging = circuit.permit();
        pass(LONGEST_WAIT_WHEN_DOWN);
        Permit next = circuit.permit();
        assertThat(refusal().nextTry()).isPositive();

        hanging.succeeded();
        assertThat(circuit.state()).isEqualTo(CLOSED);
        next.failed(UNAVAILABLE, new SQLException("late"));
        fail(UNAVAILABLE, "first since");
        fail(UNAVAILABLE, "second since");
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void failureOfAHangingProbe_leavesItsSuccessorAlone() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        Permit hanging = circuit.permit();
        pass(LONGEST_WAIT_WHEN_DOWN);
        circuit.permit();

        hanging.failed(UNAVAILABLE, new SQLException("timed out"));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void abandonedProbe_opensAgain_andTheNextTryStays() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        Permit probe = circuit.permit();
        Duration nextTry = refusal().nextTry();
        probe.abandoned();

        assertThat(circuit.state()).isEqualTo(OPEN);
        assertThat(refusal().nextTry()).isEqualTo(nextTry);
    }

    @Test
    void forgottenResult_abandonsOnClose() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        try (Permit probe = circuit.permit()) {
            assertThat(probe).isNotNull();
        }
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void permit_takesOneResult() throws RefusedException {
        Permit permit = circuit.permit();
        permit.succeeded();

        assertThatThrownBy(() -> permit.failed(UNAVAILABLE, new SQLException("down")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(permit::abandoned).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(permit::succeeded).isInstanceOf(IllegalStateException.class);
        permit.close();
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void connectsUnderWayWhenItOpened_changeNothingByFailing() throws RefusedException {
        Permit late = circuit.permit();
        open();
        Refusal before = refusal();
        late.failed(CONNECTION, new SQLException("late"));

        assertThat(refusal()).isEqualTo(before);
    }

    @Test
    void connectUnderWayWhenItOpened_closesBySucceeding() throws RefusedException {
        Permit late = circuit.permit();
        open();
        late.succeeded();

        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION", "CONFIGURATION"})
    void oneRefusedLogin_opensForLong_doublingToAMinute(ErrorCategory category) throws RefusedException {
        fail(category, "refused");
        assertThat(circuit.state()).isEqualTo(OPEN);

        for (int seconds : new int[] {5, 10, 20, 40, 50, 50, 50}) {
            Duration least = Duration.ofSeconds(seconds);
            assertThat(refusal().category()).isEqualTo(category);
            assertThat(refusal().nextTry())
                    .isBetween(least, least.multipliedBy(6).dividedBy(5));
            pass(Duration.ofSeconds(60));
            fail(category, "refused");
        }
    }

    @Test
    void refusedLogins_areNeverLessThanFiveSecondsApart() throws RefusedException {
        List<Permit> closed = List.of(circuit.permit(), circuit.permit(), circuit.permit());
        fail(AUTHENTICATION, "refused");
        Refusal first = refusal();
        closed.get(0).failed(AUTHENTICATION, new SQLException("refused too"));
        closed.get(1).succeeded();
        closed.get(2).abandoned();

        assertThat(refusal()).isEqualTo(first);
    }

    @Test
    void refusedLoginAmongFailures_countsThoughLate() throws RefusedException {
        Permit late = circuit.permit();
        open();
        late.failed(AUTHENTICATION, new SQLException("refused"));

        assertThat(refusal().category()).isEqualTo(AUTHENTICATION);
        assertThat(refusal().nextTry()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void waitAfterRefusedLogins_isForgottenWithTheFirstSuccess() throws RefusedException {
        fail(AUTHENTICATION, "refused");
        pass(LONGEST_FIRST_WAIT_WHEN_REFUSED);
        fail(AUTHENTICATION, "refused");
        pass(LONGEST_FIRST_WAIT_WHEN_REFUSED.multipliedBy(2));
        circuit.permit().succeeded();
        fail(AUTHENTICATION, "refused");

        assertThat(refusal().nextTry()).isLessThanOrEqualTo(LONGEST_FIRST_WAIT_WHEN_REFUSED);
    }

    @Test
    void changedPassword_isTriedAtOnce() throws RefusedException {
        fail(AUTHENTICATION, "refused");
        circuit.settingsChanged();
        assertThat(circuit.refusal()).isEmpty();
        circuit.permit().succeeded();

        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void changedPassword_doesNotHurryADatabaseThatIsDown() throws RefusedException {
        open();
        Refusal before = refusal();
        circuit.settingsChanged();

        assertThat(refusal()).isEqualTo(before);
    }

    @Test
    void whoOnlyAsks_isHeldBackByRefusedLoginsAlone() throws RefusedException {
        fail(FULL, "too many clients");
        circuit.permitToAsk().abandoned();
        pass(Duration.ofSeconds(6));
        circuit.permit().succeeded();
        open();
        circuit.permitToAsk().abandoned();
        pass(LONGEST_WAIT_WHEN_DOWN);
        fail(AUTHENTICATION, "refused");

        assertThatThrownBy(circuit::permitToAsk).isInstanceOf(RefusedException.class);
    }

    @Test
    void loginRefusedToWhoOnlyAsks_holdsEverybodyBack() throws RefusedException {
        circuit.permitToAsk().failed(AUTHENTICATION, new SQLException("refused"));

        assertThat(refusal().category()).isEqualTo(AUTHENTICATION);
        assertThatThrownBy(circuit::permitToAsk).isInstanceOf(RefusedException.class);
        pass(LONGEST_FIRST_WAIT_WHEN_REFUSED);
        Permit probe = circuit.permitToAsk();
        assertThatThrownBy(circuit::permit).isInstanceOf(RefusedException.class);
        probe.succeeded();
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void probeOfWhoOnlyAsks_thatFindsTheDatabaseDown_letsNobodyPresentTheRefusedLogin() throws RefusedException {
        fail(AUTHENTICATION, "refused");
        pass(LONGEST_FIRST_WAIT_WHEN_REFUSED);
        circuit.permitToAsk().failed(UNAVAILABLE, new SQLException("down"));

        assertThat(refusal().category()).isEqualTo(AUTHENTICATION);
        assertThatThrownBy(circuit::permitToAsk).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "CONNECTION", "GENERATION", "ROUTE", "FULL"})
    void otherFailuresOfWhoOnlyAsks_areNobodyElses(ErrorCategory category) throws RefusedException {
        for (int i = 0; i < 10; i++) {
            circuit.permitToAsk().failed(category, new SQLException("not for me"));
        }
        assertThat(circuit.refusal()).isEmpty();
        fail(FULL, "too many clients");
        Refusal before = refusal();
        circuit.permitToAsk().failed(category, new SQLException("not for me"));

        assertThat(refusal()).isEqualTo(before);
    }

    @Test
    void successOfWhoOnlyAsks_showsThatADatabaseIsUpButNotThatItHasRoom() throws RefusedException {
        open();
        circuit.permitToAsk().succeeded();
        assertThat(circuit.state()).isEqualTo(CLOSED);
        fail(FULL, "too many clients");
        circuit.permitToAsk().succeeded();

        assertThat(refusal().onlyGrowth()).isTrue();
    }

    @Test
    void fullServer_stopsGrowthOnly() throws RefusedException {
        fail(FULL, "too many clients");

        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(changes).isEmpty();
        Refusal refusal = refusal();
        assertThat(refusal.onlyGrowth()).isTrue();
        assertThat(refusal.cause()).hasMessage("too many clients");
        assertThat(refusal.nextTry()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void fullServer_isAskedOnceInFiveSeconds_whateverWasUnderWay() throws RefusedException {
        Permit late = circuit.permit();
        fail(FULL, "too many clients");
        late.succeeded();
        for (int i = 0; i < 10; i++) {
            assertThat(refusal().nextTry()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
            pass(Duration.ofSeconds(6));
            Permit probe = circuit.permit();
            assertThat(refusal().nextTry()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            probe.failed(FULL, new SQLException("too many clients"));
        }
    }

    @Test
    void roomAgain_letsThePoolGrow() throws RefusedException {
        fail(FULL, "too many clients");
        pass(Duration.ofSeconds(6));
        circuit.permit().succeeded();

        assertThat(circuit.refusal()).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void fullServerThatGoesDown_opensWithTheFirstFailure() throws RefusedException {
        fail(FULL, "too many clients");
        pass(Duration.ofSeconds(6));
        fail(UNAVAILABLE, "down");

        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void databaseThatComesBackFull_isNotDown() throws RefusedException {
        open();
        pass(LONGEST_WAIT_WHEN_DOWN);
        fail(FULL, "too many clients");

        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(refusal().onlyGrowth()).isTrue();
    }

    @Test
    void refusal_tellsCategoryAndWaitWithoutAStackTrace() throws RefusedException {
        fail(CONFIGURATION, "no such database");
        RefusedException refused = refused();

        assertThat(refused).hasMessageMatching("no connection is opened \\(configuration\\), next try in \\d{4} ms");
        assertThat(refused.getStackTrace()).isEmpty();
        assertThat(refused.getCause()).hasMessage("no such database");
    }

    private void open() throws RefusedException {
        fail(UNAVAILABLE, "down");
        fail(UNAVAILABLE, "down");
        fail(UNAVAILABLE, "down");
    }

    private void fail(ErrorCategory category, String message) throws RefusedException {
        circuit.permit().failed(category, new SQLException(message));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Refusal refusal() {
        assertThat(circuit.refusal()).contains(refused().refusal());
        return refused().refusal();
    }

    private RefusedException refused() {
        return catchThrowableOfType(RefusedException.class, circuit::permit);
    }
}
