package io.seedcore.pool.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.ProbeFailure;
import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.ConnectError;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.internal.driver.Vendor;
import io.seedcore.pool.internal.watch.ServerSessions;
import io.seedcore.pool.resilience.Circuit;
import io.seedcore.pool.resilience.Permit;
import io.seedcore.pool.resilience.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A question to the database that had to wait for another attempt to log in, until that failed and time was up: nobody has
 * found that the server is silent.
 */
@Tag("pools")
class LoginHeldBackTest {

    private static final Duration TIME = Duration.ofMillis(1);

    private final SilentConnectionTest.Driver driver = SilentConnectionTest.Driver.CONNECTOR_J;
    private final DevDatabase database = driver.shared();
    private final ConnectionPoolSettings settings =
            driver.settings(database, database.host(), database.port(), Map.of());
    private final Circuit circuit = new Circuit(settings.name(), new PoolListener() {});
    private final FirstLogin firstLogin = new FirstLogin(this::isOver, TIME);
    private final FirstLogin.Turn other = firstLogin.turn();
    private final Vendor vendor = Vendor.of(settings);
    private final DirectOpener opener = new DirectOpener(settings, vendor, firstLogin, circuit);
    private boolean otherIsDue;
    private @Nullable Permit permitOfOther;

    @BeforeEach
    void anotherAttemptHasTheTurn() throws IOException {
        other.await();
        otherIsDue = true;
    }

    /** Asked when it is the turn of whoever waits: by then the other one fails, and no time is left. */
    private boolean isOver() {
        if (otherIsDue) {
            otherIsDue = false;
            long end = System.nanoTime() + TIME.toNanos();
            if (permitOfOther != null) {
                permitOfOther.failed(ErrorCategory.AUTHENTICATION, new SQLException("wrong", "28000", 1045));
            }
            other.close();
            while (System.nanoTime() - end <= 0) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    @Test
    void question_isNoSignOfSilence() {
        try (ControlConnection control = new ControlConnection(settings, vendor, opener)) {
            assertThat(control.ask(Set.of(1L), false, TIME)).isInstanceOf(ServerSessions.Refused.class);
        }
    }

    @Test
    void probe_saysThatItWasNotTried() {
        try (ControlConnection control = new ControlConnection(settings, vendor, opener)) {
            ProbeFailure failure = Objects.requireNonNull(control.probe(TIME).failure());
            assertThat(failure.text()).contains("not tried: another first attempt to log in failed");
        }
    }

    @Test
    void probe_saysWhatTheOtherAttemptWasRefusedFor() throws RefusedException {
        permitOfOther = circuit.permitToAsk();
        try (ControlConnection control = new ControlConnection(settings, vendor, opener)) {
            ProbeFailure failure = Objects.requireNonNull(control.probe(TIME).failure());
            assertThat(failure.type()).isEqualTo(ConnectError.AUTHENTICATION);
        }
    }
}
