package io.seedcore.pool.benchmark.contestant;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.monitoring.metrics.MetricsRecorder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** This project's pool, at its defaults but for what {@link Terms} say. */
final class SeedCore {

    /** Who listens to what happens in the pool. */
    enum Watching {
        NOBODY,
        METRICS
    }

    private SeedCore() {}

    static OpenPool open(Terms terms, Watching watching) {
        return pool(registry(settings("POSTGRES", terms), watching));
    }

    static OpenPool openUntimed(Terms terms) {
        Map<String, String> settings = settings("POSTGRES", terms);
        settings.put("SEEDCORE_QUERY_METRICS", "off");
        return pool(registry(settings, Watching.METRICS));
    }

    static OpenPool openAlwaysPinging(Terms terms) {
        Map<String, String> settings = settings("POSTGRES", terms);
        settings.put("POSTGRES_POOL_PRE_PING", "always");
        return pool(registry(settings, Watching.METRICS));
    }

    private static OpenPool pool(PoolRegistry registry) {
        return new OpenPool(registry.connectionPool("postgresql"), registry::close);
    }

    /** All in one registry, as an application has them. */
    static List<OpenPool> open(Terms terms, int count) {
        List<String> names = IntStream.range(0, count)
                .mapToObj(number -> "database" + number)
                .toList();
        Map<String, String> settings = databases(names, terms.address());
        names.forEach(name -> settings.putAll(pooling(prefix(name), terms)));
        return pools(registry(settings, Watching.METRICS), names);
    }

    private static List<OpenPool> pools(PoolRegistry registry, Collection<String> names) {
        List<OpenPool> pools = new ArrayList<>();
        for (String name : names) {
            pools.add(new OpenPool(registry.connectionPool(name), () -> registry.remove(name)));
        }
        return pools;
    }

    private static PoolRegistry registry(Map<String, String> settings, Watching watching) {
        PoolRegistry registry = PoolRegistry.of(settings);
        if (watching == Watching.METRICS) {
            registry.addListener(new MetricsRecorder());
        }
        return registry;
    }

    /** Settings for databases of these names, all of which happen to be at the same address. */
    static Map<String, String> databases(List<String> names, Address address) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SEEDCORE_DATABASES", String.join(",", names));
        for (String name : names) {
            String prefix = prefix(name);
            settings.put(
                    prefix + "_URL",
                    "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database());
            settings.put(prefix + "_USER", address.user());
            settings.put(prefix + "_PASSWORD", address.password());
        }
        return settings;
    }

    private static String prefix(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> settings(String prefix, Terms terms) {
        Map<String, String> settings = pooling(prefix, terms);
        Address address = terms.address();
        settings.put(prefix + "_HOST", address.host());
        settings.put(prefix + "_PORT", Integer.toString(address.port()));
        settings.put(prefix + "_DB", address.database());
        settings.put(prefix + "_USER", address.user());
        settings.put(prefix + "_PASSWORD", address.password());
        return settings;
    }

    private static Map<String, String> pooling(String prefix, Terms terms) {
        Map<String, String> settings = new HashMap<>();
        settings.put(prefix + "_POOL_SIZE", Integer.toString(terms.size()));
        settings.put(prefix + "_MAX_OVERFLOW", "0");
        settings.put(prefix + "_POOL_TIMEOUT", terms.acquisition().toMillis() + "ms");
        return settings;
    }
}
