package io.seedcore.pool.monitoring.json;

import io.seedcore.pool.sizing.Advice;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** What size a pool should have. */
public final class AdviceJson {

    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private AdviceJson() {}

    public static JsonObjectBuilder of(String database, Advice advice) {
        return JSON.createObjectBuilder()
                .add("database", database)
                .add("pool_size", advice.poolSize())
                .add("max_overflow", advice.maxOverflow())
                .add("confidence", advice.confidence().label())
                .add("because", advice.because());
    }
}
