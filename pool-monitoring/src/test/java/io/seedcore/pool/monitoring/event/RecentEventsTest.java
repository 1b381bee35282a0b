package io.seedcore.pool.monitoring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.monitoring.anomaly.Anomaly;
import io.seedcore.pool.monitoring.anomaly.Ending;
import io.seedcore.pool.monitoring.anomaly.Series;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("health")
class RecentEventsTest {

    private final RecentEvents events = new RecentEvents();

    @Test
    void whatHappensAgainAndAgain_isOneEvent_alsoInTurnWithSomethingElse() {
        for (int round = 0; round < 100; round++) {
            events.connectionFailed(
                    "mysql", ConnectError.SERVER_FULL, new SQLException("secret host"), Duration.ofMillis(3));
            events.acquisitionTimedOut("postgresql", Duration.ofSeconds(30));
        }

        assertThat(events.latest()).extracting(PoolEvent::database).containsExactly("postgresql", "mysql");
        assertThat(events.latest()).extracting(PoolEvent::count).containsExactly(100L, 100L);
        assertThat(events.latest().get(1).text()).isEqualTo("could not connect: server full");
    }

    @Test
    void whatHappensAllTheTime_isNoEvent() {
        events.connectionCreated("mysql", Duration.ofMillis(3));
        events.connectionClosed("mysql", CloseReason.OVERFLOW);
        events.connectionClosed("mysql", CloseReason.RECYCLE);
        events.circuitChanged("mysql", CircuitState.HALF_OPEN, null);

        assertThat(events.latest()).isEmpty();
    }

    @Test
    void anomalyThatLastedForAnHour_isNotSaidToBeOver() {
        Instant began = Instant.parse("2026-11-27T10:00:00Z");
        Anomaly anomaly = new Anomaly("postgresql", Series.USAGE, 0.084, 0.012, 0.010, 1.5, began);

        events.ended(anomaly, Ending.TAKEN_FOR_USUAL, began.plus(Anomaly.LONGEST));

        assertThat(events.latest())
                .extracting(PoolEvent::text)
                .containsExactly("for 3600 s now connections are held for 84 ms, expected 12 ms (spread 10 ms); "
                        + "that is taken for usual from here on");
    }

    @Test
    void latestFiftyAreRemembered_theLatestFirst() {
        for (int number = 0; number < 80; number++) {
            events.poolOpened("pool " + number);
        }

        assertThat(events.latest())
                .hasSize(50)
                .first()
                .extracting(PoolEvent::database)
                .isEqualTo("pool 79");
    }
}
