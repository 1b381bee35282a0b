package io.seedcore.pool.monitoring.cdi;

import io.seedcore.pool.monitoring.advice.AdviceLog;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.console.LatencyHistory;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.sizing.DemandWatch;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Instant;

/** Begins to ask the databases as soon as the application has started, and ends before the pools are closed. */
@Dependent
class MonitoringLifecycle {

    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) @Initialized(ApplicationScoped.class)
                    Object started,
            HealthMonitor health,
            Advisor advisor,
            AdviceLog adviceLog,
            RecentEvents events,
            LatencyHistory history,
            AnomalyMonitor anomalies,
            PoolReader reader) {
        health.afterEachRound(advisor::look);
        health.afterEachRound(adviceLog::look);
        health.afterEachRound(history::look);
        health.afterEachRound(() -> events.look(reader.names(), health));
        health.every(DemandWatch.SAMPLING, advisor::sample);
        health.afterEachRound(() -> anomalies.look(reader.looks(), Instant.now()));
        health.start();
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object ended, HealthMonitor health) {
        health.close();
    }
}
