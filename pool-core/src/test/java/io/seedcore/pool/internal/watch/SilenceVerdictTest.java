package io.seedcore.pool.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seedcore.pool.CapturedLog;
import io.seedcore.pool.internal.driver.ConnectionSocket;
import io.seedcore.pool.internal.driver.SessionActivity;
import io.seedcore.pool.internal.driver.SessionReport;
import io.seedcore.pool.internal.watch.ServerSessions.Answered;
import io.seedcore.pool.internal.watch.ServerSessions.Finding;
import io.seedcore.pool.internal.watch.ServerSessions.Refused;
import io.seedcore.pool.internal.watch.ServerSessions.Silent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a silent connection is given up, second by second, with the default silence timeout of 30 s. */
@Tag("pools")
class SilenceVerdictTest {

    private static final long SESSION = 7;

    private final CapturedLog log = new CapturedLog(SilenceWatch.class.getName());
    private final Connection connection = new Connection();
    private final List<Long> asked = new ArrayList<>();
    private final List<Boolean> afresh = new ArrayList<>();
    private long second = 1000;
    private Executor workers = Runnable::run;
    private Supplier<Finding> server = () -> says(SessionActivity.WORKING);
    private final SilenceWatch watch = new SilenceWatch(
            "shop",
            Bounds.of(Duration.ofSeconds(30)),
            this::answer,
            () -> List.of(connection),
            task -> workers.execute(task),
            () -> Duration.ofSeconds(second).toNanos());

    private Finding answer(Set<Long> sessions, boolean overANewOne, Duration patience) {
        assertThat(sessions).containsExactly(SESSION);
        asked.add(second);
        afresh.add(overANewOne);
        return server.get();
    }

    private static Finding says(SessionActivity activity) {
        return says(activity, "one server");
    }

    private static Finding says(SessionActivity activity, String which) {
        return new Answered(new SessionReport(which, Map.of(SESSION, activity)));
    }

    private void waitFromNowOn() {
        connection.since = Duration.ofSeconds(second).toNanos();
    }

    /** Looks every second for so long, or until the connection is given up. @return the seconds that it took */
    private long watchFor(long seconds) {
        long start = second;
        while (second < start + seconds && !connection.givenUp) {
            second++;
            watch.look();
        }
        return second - start;
    }

    private String warning() {
        return String.join("\n", log.messages(Level.WARNING));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void connectionThatNobodyWaitsOn_isNotAskedAbout() {
        watchFor(3600);
        assertThat(asked).isEmpty();
    }

    @Test
    void shortWait_isNotAskedAbout() {
        for (int query = 0; query < 100; query++) {
            waitFromNowOn();
            watchFor(9);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void queryOfAnHour_isAskedAboutAndLeftAlone() {
        waitFromNowOn();
        watchFor(3600);
        assertThat(connection.givenUp).isFalse();
        assertThat(asked).hasSize(360);
        assertThat(warning()).isEmpty();
    }

    @Test
    void machineThatGrantsNoThread_isNoReasonNeverToAskAgain() {
        server = () -> says(SessionActivity.WAITING_FOR_CLIENT);
        workers = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        waitFromNowOn();
        assertThatThrownBy(() -> watchFor(20)).isInstanceOf(OutOfMemoryError.class);
        workers = Runnable::run;
        watchFor(60);
        assertThat(connection.givenUp).isTrue();
    }

    @Test
    void answerThatWasLost_endsTheWait() {
        server = () -> says(SessionActivity.WAITING_FOR_CLIENT);
        waitFromNowOn();
        assertThat(watchFor(60)).isBetween(11L, 15L);
        assertThat(connection.givenUp).isTrue();
        assertThat(afresh).as("the second time over a new connection").containsExactly(false, true);
        assertThat(warning()).startsWith("SCP-241 shop: a connection waited 12 s for an answer");
    }

    @Test
    void sessionThatIsGone_endsTheWait() {
        server = () -> says(SessionActivity.GONE);
        waitFromNowOn();
        assertThat(watchFor(60)).isBetween(11L, 15L);
        assertThat(warning()).startsWith("SCP-240 shop: ");
    }

    /** The server had just finished when it was asked, and its answer was on the way. */
    @Test
    void answerThatComesWhileTheServerIsAsked_isNotLost() {
        server = () -> {
            connection.since = 0;
            return says(SessionActivity.WAITING_FOR_CLIENT);
        };
        waitFromNowOn();
        watchFor(10);
        server = () -> says(SessionActivity.WAITING_FOR_CLIENT);
        watchFor(60);
        assertThat(connection.givenUp).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void nextQueryOnTheSameConnection_isJudgedAnew() {
        server = () -> says(SessionActivity.WAITING_FOR_CLIENT);
        waitFromNowOn();
        watchFor(10);
        waitFromNowOn();
        assertThat(watchFor(60)).isGreaterThan(10);
    }

    @Test
    void sessionThatOnlyAnotherServerLacks_isLeftAlone() {
        server = () -> says(SessionActivity.GONE, asked.size() % 2 == 0 ? "left" : "right");
        waitFromNowOn();
        watchFor(3600);
        assertThat(connection.givenUp).isFalse();
    }

    @Test
    void serverThatIsNotHeard_endsTheWaitWithinTheTimeout() {
        server = () -> new Silent("unreachable");
        waitFromNowOn();
        assertThat(watchFor(60)).isBetween(27L, 30L);
        assertThat(warning()).startsWith("SCP-242 shop: ").contains("(unreachable)");
    }

    @Test
    void longQueryWhoseServerVanishes_endsWithinTheTimeoutFromThen() {
        waitFromNowOn();
        watchFor(1000);
        server = () -> new Silent("unreachable");
        assertThat(watchFor(60)).isLessThanOrEqualTo(30);
        assertThat(connection.givenUp).isTrue();
    }

    @Test
    void serverThatIsNotHeardForAWhile_leavesTheQueryAlone() {
        waitFromNowOn();
        for (int outage = 0; outage < 10; outage++) {
            server = () -> new Silent("unreachable");
            watchFor(15);
            server = () -> says(SessionActivity.WORKING);
            watchFor(15);
        }
        assertThat(connection.givenUp).isFalse();
    }

    @Test
    void refusal_isNoVerdict_andIsReportedOnce() {
        server = () -> new Refused("server_full");
        waitFromNowOn();
        watchFor(3600);
        assertThat(connection.givenUp).isFalse();
        assertThat(log.messages(Level.WARNING))
                .singleElement()
                .asString()
                .startsWith("SCP-243 shop: ")
                .contains("server_full");
    }

    @Test
    void serverThatDoesNotSay_isNoVerdict() {
        server = () -> says(SessionActivity.UNKNOWN);
        waitFromNowOn();
        watchFor(3600);
        assertThat(connection.givenUp).isFalse();
        assertThat(warning()).startsWith("SCP-243 shop: ");
    }

    @Test
    void shorterTimeout_shortensAllTimes() {
        Bounds bounds = Bounds.of(Duration.ofSeconds(1));
        assertThat(bounds.verdict()).isBetween(Duration.ofMillis(900), Duration.ofMillis(999));
        assertThat(bounds.quiet().plus(bounds.patience().multipliedBy(4)))
                .as("a whole question, each part as slow as may be, ends before the verdict")
                .isLessThan(bounds.verdict());
        assertThat(bounds.quiet().plus(bounds.distance())).isLessThan(bounds.verdict());
    }

    private static final class Connection implements WatchedConnection, ConnectionSocket {

        private long since;
        private boolean givenUp;

        @Override
        public long serverSession() {
            return SESSION;
        }

        @Override
        public ConnectionSocket socket() {
            return this;
        }

        @Override
        public void giveUp() {
            givenUp = true;
        }

        @Override
        public long waitingSince() {
            return since;
        }

        @Override
        public @Nullable Thread waiter() {
            return null;
        }

        @Override
        public long reads() {
            return 0;
        }

        @Override
        public void hearNoMore() {
            since = 0;
        }

        @Override
        public void abort() {
            since = 0;
        }
    }
}
