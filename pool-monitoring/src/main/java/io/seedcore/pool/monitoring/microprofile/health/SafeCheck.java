package io.seedcore.pool.monitoring.microprofile.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A check that never throws: on Payara one that does hides all others behind an empty answer. */
abstract class SafeCheck implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SafeCheck.class);

    private final String name;

    SafeCheck(String name) {
        this.name = name;
    }

    /** Fills in the status and the data. */
    abstract void check(HealthCheckResponseBuilder response);

    @Override
    public final HealthCheckResponse call() {
        try {
            HealthCheckResponseBuilder response = HealthCheckResponse.named(name);
            check(response);
            return response.build();
        } catch (Throwable e) {
            LOG.warn("The health check {} failed", name, e);
            return HealthCheckResponse.named(name)
                    .withData("error", "the check failed: " + e.getClass().getSimpleName())
                    .down()
                    .build();
        }
    }
}
