package io.seedcore.pool.war;

import io.seedcore.pool.war.error.AnyErrorMapper;
import io.seedcore.pool.war.resource.AdviceResource;
import io.seedcore.pool.war.resource.ComplexQueryResource;
import io.seedcore.pool.war.resource.DatabaseHealthResource;
import io.seedcore.pool.war.resource.GraphTestResource;
import io.seedcore.pool.war.resource.MetricsResource;
import io.seedcore.pool.war.resource.RelationalTestResource;
import io.seedcore.pool.war.resource.StatsResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Every path of ours but {@code /health/all} ({@link AllHealthServlet}) and {@code /console}, which are servlets'. */
@ApplicationPath("/")
public class PoolApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                DatabaseHealthResource.class,
                RelationalTestResource.class,
                GraphTestResource.class,
                ComplexQueryResource.class,
                StatsResource.class,
                AdviceResource.class,
                MetricsResource.class,
                AnyErrorMapper.class);
    }

    /** Jersey would describe our paths to whoever asks for {@code /application.wadl}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
