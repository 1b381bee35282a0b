package io.seedcore.pool.monitoring.interceptor;

import io.seedcore.pool.monitoring.MonitorQuery;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Times what is marked with {@link MonitorQuery}; outside of transactions, so that their end is part of the time. */
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class QueryInterceptor {

    private final MetricsRecorder recorder;

    @Inject
    QueryInterceptor(MetricsRecorder recorder) {
        this.recorder = recorder;
    }

    @AroundInvoke
    @Nullable
    Object time(InvocationContext call) throws Exception {
        MonitorQuery query = call.getMethod().getAnnotation(MonitorQuery.class);
        return Timing.of(call, took -> recorder.queried(query.database(), query.engine(), query.type(), took));
    }
}
