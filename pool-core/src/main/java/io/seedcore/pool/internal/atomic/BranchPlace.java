package io.seedcore.pool.internal.atomic;

import java.util.Optional;

/**
 * Where a branch may be, as a decision says it. Members have databases of different names, and different databases of one
 * name: only the id of the store in it tells which one is meant.
 *
 * @param name what the coordinator calls the database
 * @param store the id of the store that the coordinator found there; empty where it found none
 */
record BranchPlace(String name, Optional<String> store) {

    private static final char BETWEEN = '@';

    /** Reads what {@link #text()} wrote, or a name alone. */
    static BranchPlace parse(String text) {
        int between = text.indexOf(BETWEEN);
        return between < 0
                ? new BranchPlace(text, Optional.empty())
                : new BranchPlace(text.substring(0, between), Optional.of(text.substring(between + 1)));
    }

    String text() {
        return store.map(id -> name + BETWEEN + id).orElse(name);
    }
}
