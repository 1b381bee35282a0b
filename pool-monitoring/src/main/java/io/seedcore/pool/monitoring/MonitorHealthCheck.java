package io.seedcore.pool.monitoring;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times a method of a bean that checks a database, in {@code database_health_check_duration_seconds}, together with the
 * checks that are made in the background anyway: from its call until it returns or throws, or until its {@link
 * java.util.concurrent.CompletionStage} is complete, whatever it found.
 *
 * <pre>{@code
 * @MonitorHealthCheck(database = "postgresql")
 * public boolean ordersCanBeRead() { ... }
 * }</pre>
 *
 * <p>A deployment is refused ({@code SCP-610}) where no such database is configured, the method returns nothing, or it is one
 * that cannot be intercepted.
 */
@Documented
@InterceptorBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MonitorHealthCheck {

    /** The name of a configured database. */
    @Nonbinding
    String database();
}
