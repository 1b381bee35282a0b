package io.seedcore.pool.dev.internal;

import java.util.Map;
import java.util.TreeMap;

/** A database that the environment names and that is somebody else's: used, never stopped. */
final class ConfiguredDatabase extends AddressedDatabase {
    private final String variable;
    private final Map<String, String> verbatim;

    /**
     * @param variable the environment variable that named it
     * @param verbatim variables that say more than an address can, such as a URL with parameters
     */
    ConfiguredDatabase(Address address, String variable, Map<String, String> verbatim) {
        super(address, address.kind().title() + " configured by " + variable);
        this.variable = variable;
        this.verbatim = verbatim;
    }

    @Override
    public String jdbcUrl() {
        return verbatim.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_URL"))
                .map(Map.Entry::getValue)
                .filter(url -> url.startsWith("jdbc:"))
                .findFirst()
                .orElseGet(super::jdbcUrl);
    }

    @Override
    public String boltUri() {
        String uri = verbatim.get("NEO4J_URI");
        return uri == null ? super.boltUri() : uri;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(super.environment());
        environment.putAll(verbatim);
        return environment;
    }

    @Override
    public void stop() {
        throw notOurs("stopped");
    }

    @Override
    public void restart() {
        throw notOurs("restarted");
    }

    @Override
    public void suspend() {
        throw notOurs("suspended");
    }

    @Override
    public void resume() {
        throw notOurs("resumed");
    }

    @Override
    public void kill() {
        throw notOurs("killed");
    }

    @Override
    public void close() {}

    private UnsupportedOperationException notOurs(String what) {
        return new UnsupportedOperationException(kind().title() + " at " + host() + ":" + port()
                + " is configured by " + variable + " and therefore not " + what + " from here; remove " + variable
                + " to get a database that may be");
    }
}
