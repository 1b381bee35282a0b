package io.seedcore.pool.jakarta.internal.bean;

import java.util.Collection;
import java.util.Optional;

/** Which database is meant where none is named. */
public final class DefaultDatabase {

    private DefaultDatabase() {}

    /** The only one; among several the preferred one; otherwise none. */
    public static Optional<String> among(Collection<String> names, String preferred) {
        if (names.size() == 1) {
            return names.stream().findFirst();
        }
        return names.contains(preferred) ? Optional.of(preferred) : Optional.empty();
    }
}
