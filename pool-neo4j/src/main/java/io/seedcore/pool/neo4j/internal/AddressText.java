package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.neo4j.GraphAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** A Neo4j URI, taken apart, so that nothing reaches the driver that was not looked at. */
final class AddressText {

    static final String FORM = "neo4j://host:port or bolt://host:port, either also with +s or +ssc";

    private static final Set<String> SCHEMES = Set.of("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc");
    private static final Pattern ROUTING_CONTEXT = Pattern.compile("[A-Za-z0-9._=&:,-]{1,1024}");
    private static final int DEFAULT_PORT = 7687;

    private AddressText() {}

    /** @throws IllegalArgumentException saying what is wrong, without any part of {@code text} */
    static GraphAddress parse(String text) {
        URI uri = uri(text);
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        require(SCHEMES.contains(scheme), "it has none of these schemes");
        require(
                uri.getRawAuthority() == null || uri.getRawAuthority().indexOf('@') < 0,
                "it holds a user or password; put them into the variables for user and password");
        require(uri.getHost() != null, "its host is missing or not of letters, digits, dots and hyphens");
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        require(port >= 1 && port <= 65535, "its port is not from 1 to 65535");
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        require(path.isEmpty() || path.equals("/"), "it has a path; a database is named in the variable for it");
        require(uri.getRawFragment() == null, "it has a fragment");
        return new GraphAddress(scheme, uri.getHost(), port, routingContext(scheme, uri.getRawQuery()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The cause is left out: its message repeats the text, which may hold a password.
            throw new IllegalArgumentException("it is not a URI (see character " + (e.getIndex() + 1) + ")");
        }
    }

    private static String routingContext(String scheme, String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        require(scheme.startsWith("neo4j"), "it has parameters, which only a neo4j scheme takes");
        require(ROUTING_CONTEXT.matcher(query).matches(), "its parameters are not of the form name=value&name=value");
        return query;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
