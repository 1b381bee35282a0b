package io.seedcore.pool.monitoring.microprofile.health;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.health.HealthSnapshot;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Whether the databases answer that were added while the application runs: servers take no more checks then, so these
 * share one. One that has not answered yet is not held against an application that was ready without it.
 */
final class AddedReadiness extends SafeCheck {

    private final List<String> haveTheirOwn;
    private final PoolRegistry registry;
    private final HealthMonitor health;

    AddedReadiness(List<String> haveTheirOwn, PoolRegistry registry, HealthMonitor health) {
        super("databases:added");
        this.haveTheirOwn = haveTheirOwn;
        this.registry = registry;
        this.health = health;
    }

    @Override
    void check(HealthCheckResponseBuilder response) {
        List<String> added = registry.names().stream().filter(this::isAdded).toList();
        List<String> down = health.awaitFirst(added).stream()
                .filter(snapshot -> snapshot.known() && !snapshot.up())
                .map(HealthSnapshot::database)
                .toList();
        response.withData("databases", String.join(",", added));
        if (!down.isEmpty()) {
            response.withData("down", String.join(",", down));
        }
        response.status(down.isEmpty());
    }

    private boolean isAdded(String name) {
        return !haveTheirOwn.contains(name)
                && registry.application()
                        .readiness()
                        .map(wanted -> wanted.contains(name))
                        .orElse(true);
    }
}
