package io.seedcore.pool.jakarta.internal.entity;

import java.util.Optional;

/**
 * A class that some database stores, or that helps to store one.
 *
 * @param database as {@code @Database} on it or on its package says
 */
record MappedClass(String name, Role role, Optional<String> database) {

    enum Role {
        /** A Jakarta Persistence entity. */
        ENTITY,
        /** A mapped superclass, embeddable or converter: of use to every unit, unless it names one. */
        HELPER,
        /** A Neo4j-OGM entity. */
        GRAPH_ENTITY
    }

    /** Whether it belongs to {@code database}, which may be the one that is meant where none is named. */
    boolean belongsTo(String name, boolean isDefault) {
        return database.map(name::equals).orElse(isDefault || role == Role.HELPER);
    }
}
