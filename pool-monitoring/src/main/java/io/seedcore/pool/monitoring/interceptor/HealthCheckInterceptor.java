package io.seedcore.pool.monitoring.interceptor;

import io.seedcore.pool.monitoring.MonitorHealthCheck;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Times what is marked with {@link MonitorHealthCheck}. */
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class HealthCheckInterceptor {

    private final MetricsRecorder recorder;

    @Inject
    HealthCheckInterceptor(MetricsRecorder recorder) {
        this.recorder = recorder;
    }

    @AroundInvoke
    @Nullable
    Object time(InvocationContext call) throws Exception {
        String database =
                call.getMethod().getAnnotation(MonitorHealthCheck.class).database();
        return Timing.of(call, took -> recorder.healthChecked(database, took));
    }
}
