package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The lines from one client to each of three databases. */
final class FaultLines implements AutoCloseable {
    private final Map<DevDatabaseKind, FaultProxy> proxies = new EnumMap<>(DevDatabaseKind.class);
    private final Map<String, String> settings;

    FaultLines(ThreeDatabases databases) {
        this.settings = new HashMap<>(databases.settings());
        for (DevDatabaseKind kind : DevDatabaseKind.values()) {
            FaultProxy proxy = FaultProxy.before(databases.get(kind));
            proxies.put(kind, proxy);
            if (kind == DevDatabaseKind.NEO4J) {
                settings.put("NEO4J_URI", "bolt://" + proxy.host() + ":" + proxy.port());
            } else {
                settings.put(Databases.prefix(kind) + "_HOST", proxy.host());
                settings.put(Databases.prefix(kind) + "_PORT", String.valueOf(proxy.port()));
            }
        }
    }

    FaultProxy to(DevDatabaseKind kind) {
        FaultProxy proxy = proxies.get(kind);
        if (proxy == null) {
            throw new IllegalStateException("no line to " + kind);
        }
        return proxy;
    }

    /** Those of the databases, with addresses at this end of the lines. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }
}
