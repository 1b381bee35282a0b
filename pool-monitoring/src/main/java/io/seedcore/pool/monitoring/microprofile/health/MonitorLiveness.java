package io.seedcore.pool.monitoring.microprofile.health;

import io.seedcore.pool.monitoring.health.HealthMonitor;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the application is alive in itself. No database is asked: restarting us heals none. */
final class MonitorLiveness extends SafeCheck {

    private final HealthMonitor health;

    MonitorLiveness(HealthMonitor health) {
        super("seedcore");
        this.health = health;
    }

    @Override
    void check(HealthCheckResponseBuilder response) {
        response.withData("checks_running", health.alive())
                .withData("deadlock", health.deadlocked())
                .status(health.alive() && !health.deadlocked());
    }
}
