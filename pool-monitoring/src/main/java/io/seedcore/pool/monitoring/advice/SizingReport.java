package io.seedcore.pool.monitoring.advice;

import io.seedcore.pool.sizing.Advice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found of all pools at one moment, by database and in their order.
 *
 * @param pools what size they should have
 * @param servers what their servers are to admit; the same for all databases on one server
 */
public record SizingReport(Map<String, Advice> pools, Map<String, ServerAdvice> servers) {

    public SizingReport {
        pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
    }
}
