package io.seedcore.pool;

import java.util.Collection;

/** A pool was asked for by a name that no configured database has. */
public final class NoSuchPoolException extends PoolException {

    private static final long serialVersionUID = 1L;

    public NoSuchPoolException(String name, Collection<String> known) {
        super(
                "SCP-204",
                "no database named \"" + name + "\" is configured (there are: "
                        + (known.isEmpty() ? "none" : String.join(", ", known))
                        + "). Give it an address, for example " + example(name) + ".",
                null);
    }

    private static String example(String name) {
        return switch (name) {
            case "postgresql" -> "POSTGRES_HOST";
            case "mysql" -> "MYSQL_HOST";
            case "neo4j" -> "NEO4J_URI";
            default -> "by naming it in SEEDCORE_DATABASES and setting its _URL variable";
        };
    }
}
