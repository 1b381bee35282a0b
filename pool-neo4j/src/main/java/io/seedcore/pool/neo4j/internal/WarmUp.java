package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.neo4j.GraphPoolSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/** Opens the first connection of a pool, which also shows whether user, password and database are right. */
final class WarmUp {

    private final GraphPoolSettings settings;
    private final Drivers drivers;

    WarmUp(GraphPoolSettings settings, Drivers drivers) {
        this.settings = settings;
        this.drivers = drivers;
    }

    /** @throws PoolException with code {@code SCP-101} */
    void connect(Driver driver) {
        Duration timeout = settings.acquisitionTimeout();
        try {
            Question.NAME.ask(settings.name(), driver, drivers.session()).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failed("no answer within " + Durations.seconds(timeout) + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw failed(DriverFailure.describe(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted while waiting for the answer", null);
        }
    }

    private PoolException failed(String why, @Nullable Throwable cause) {
        return new PoolException(
                "SCP-101",
                settings.name() + ": cannot connect to " + settings.address() + ": " + why
                        + ". Check that the server runs, and its address, user, password and database.",
                cause);
    }
}
