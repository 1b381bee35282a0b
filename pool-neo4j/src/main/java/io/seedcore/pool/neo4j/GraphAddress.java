package io.seedcore.pool.neo4j;

/**
 * Where a Neo4j database is. Holds neither user nor secret.
 *
 * @param scheme {@code bolt} for one server, {@code neo4j} for a cluster, either with {@code +s} or {@code +ssc}
 * @param host a name or an address; an IPv6 address in brackets
 * @param port 1 to 65535
 * @param routingContext what a URI says after its question mark, for {@code neo4j} only; else empty
 */
public record GraphAddress(String scheme, String host, int port, String routingContext) {

    /** Whether the driver asks the server which members there are. */
    public boolean routed() {
        return scheme.startsWith("neo4j");
    }

    /** Whether it leads back to this machine. */
    public boolean loopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Without the routing context, such as {@code neo4j+s://graph:7687}. */
    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
