package io.seedcore.pool.jakarta.internal.cdi;

/** Which libraries that can be left out are there. */
final class OptionalParts {

    private OptionalParts() {}

    /** pool-neo4j and Neo4j-OGM. */
    static boolean graph() {
        return present("io.seedcore.pool.neo4j.GraphPool") && present("org.neo4j.ogm.session.SessionFactory");
    }

    private static boolean present(String className) {
        try {
            Class.forName(className, false, OptionalParts.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
