package io.seedcore.pool.monitoring.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.advice.AdviceLog;
import io.seedcore.pool.monitoring.advice.Advisor;
import io.seedcore.pool.monitoring.anomaly.AnomalyMonitor;
import io.seedcore.pool.monitoring.console.LatencyHistory;
import io.seedcore.pool.monitoring.event.RecentEvents;
import io.seedcore.pool.monitoring.health.HealthMonitor;
import io.seedcore.pool.monitoring.metrics.ApplicationLabel;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import io.seedcore.pool.monitoring.metrics.PoolReader;
import io.seedcore.pool.monitoring.metrics.PrometheusPage;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** One of each per application. */
@Dependent
class MonitoringBeans {

    @Produces
    @Singleton
    MetricsRecorder recorder() {
        return new MetricsRecorder();
    }

    @Produces
    @Singleton
    HealthMonitor health(PoolRegistry registry, MetricsRecorder recorder) {
        return new HealthMonitor(registry, recorder::healthChecked);
    }

    void end(@Disposes HealthMonitor health) {
        health.close();
    }

    @Produces
    @Singleton
    PoolReader reader(PoolRegistry registry, HealthMonitor health, MetricsRecorder recorder) {
        return new PoolReader(registry, health, recorder);
    }

    @Produces
    @Singleton
    RecentEvents events() {
        return new RecentEvents();
    }

    @Produces
    @Singleton
    LatencyHistory history(PoolReader reader) {
        return new LatencyHistory(reader);
    }

    @Produces
    @Singleton
    AnomalyMonitor anomalies(MetricsRecorder recorder, RecentEvents events) {
        AnomalyMonitor anomalies = new AnomalyMonitor();
        anomalies.addListener(recorder);
        anomalies.addListener(events);
        return anomalies;
    }

    @Produces
    @Singleton
    Advisor advisor(PoolReader reader) {
        return new Advisor(reader);
    }

    @Produces
    @Singleton
    AdviceLog adviceLog(Advisor advisor, PoolReader reader) {
        return new AdviceLog(advisor, reader);
    }

    @Produces
    @Singleton
    @Typed({ApplicationName.class, ApplicationLabel.class})
    ApplicationName name(PoolRegistry registry) {
        return new ApplicationName(registry);
    }

    @Produces
    @Singleton
    PrometheusPage page(PoolReader reader, ApplicationName name) {
        return new PrometheusPage(reader, name);
    }
}
