package io.seedcore.pool.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a relational database is. Holds neither user nor secret.
 *
 * @param protocol which JDBC driver: {@code postgresql}, {@code mysql} or {@code mariadb}
 * @param hosts at least one; with several, the first that takes writes is used
 * @param database its name, never empty
 * @param properties driver properties that were part of a JDBC URL, each from the list of those allowed
 */
public record DatabaseAddress(
        String protocol, List<HostAndPort> hosts, String database, Map<String, String> properties) {

    public DatabaseAddress {
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(properties);
    }

    /** Without properties, such as {@code postgresql://db:5432/shop}. */
    @Override
    public String toString() {
        return protocol + "://" + hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(",")) + "/"
                + database;
    }
}
