package io.seedcore.pool.monitoring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.CloseReason;
import io.seedcore.pool.event.ConnectError;
import java.sql.SQLException;
import java.time.Duration;
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
