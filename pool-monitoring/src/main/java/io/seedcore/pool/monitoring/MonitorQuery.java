package io.seedcore.pool.monitoring;

import io.seedcore.pool.event.EngineType;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times a method of a bean as one query of the application, however many statements it runs: from its call until it returns or
 * throws, or until its {@link java.util.concurrent.CompletionStage} is complete, with success or failure alike. The time
 * appears in {@code database_query_duration_seconds} with {@link #type()} as its {@code query_type}, beside those of the
 * statements themselves.
 *
 * <pre>{@code
 * @MonitorQuery(database = "postgresql", engine = EngineType.SYNC, type = "user_queries")
 * public User byId(long id) { ... }
 * }</pre>
 *
 * <p>A deployment is refused ({@code SCP-610}) where no such database is configured, the type is not as it must be, the engine does not
 * fit what the method returns, or the method is one that cannot be intercepted, or an abstract or an interface's one, whose
 * mark no bean inherits. As with every interceptor, calls within the bean are not seen, nor those of an object that is no bean.
 */
@Documented
@InterceptorBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MonitorQuery {

    /** The name of a configured database. */
    @Nonbinding
    String database();

    /** {@link EngineType#ASYNC} if, and only if, the method returns a {@link java.util.concurrent.CompletionStage}. */
    @Nonbinding
    EngineType engine() default EngineType.SYNC;

    /** A name of its own: a letter, then up to 63 letters, digits and {@code _}, in lower case; not a kind of statement. */
    @Nonbinding
    String type();
}
