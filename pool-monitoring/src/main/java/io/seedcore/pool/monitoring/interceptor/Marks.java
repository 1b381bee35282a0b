package io.seedcore.pool.monitoring.interceptor;

import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.monitoring.MonitorHealthCheck;
import io.seedcore.pool.monitoring.MonitorQuery;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;

/** The marks as the interceptors have them, whose values do not count. */
public final class Marks {

    public static final Annotation QUERY = new Query();
    public static final Annotation HEALTH_CHECK = new HealthCheck();

    private Marks() {}

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private static final class Query extends AnnotationLiteral<MonitorQuery> implements MonitorQuery {

        private static final long serialVersionUID = 1L;

        @Override
        public String database() {
            return "";
        }

        @Override
        public EngineType engine() {
            return EngineType.SYNC;
        }

        @Override
        public String type() {
            return "";
        }
    }

    @SuppressWarnings("ClassExplicitlyAnnotation")
    private static final class HealthCheck extends AnnotationLiteral<MonitorHealthCheck> implements MonitorHealthCheck {

        private static final long serialVersionUID = 1L;

        @Override
        public String database() {
            return "";
        }
    }
}
