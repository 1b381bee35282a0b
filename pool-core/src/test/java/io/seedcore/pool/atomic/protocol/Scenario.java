package io.seedcore.pool.atomic.protocol;

import java.util.Set;

/**
 * What is explored.
 *
 * @param branches prepared participants, 1 or 2
 * @param recoverers how many members recover at once, 1 or 2
 * @param ownerRule whether only the session that prepared a branch may finish it while it lives, as with MariaDB
 * @param stores in how many stores a decision may stand, 1 or 2; it is the first in which COMMITTED may
 */
record Scenario(int branches, int recoverers, boolean ownerRule, int stores, Set<Fault> faults) {

    Scenario(int branches, int recoverers, boolean ownerRule, int stores) {
        this(branches, recoverers, ownerRule, stores, Set.of());
    }

    Scenario with(Fault fault) {
        return new Scenario(branches, recoverers, ownerRule, stores, Set.of(fault));
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
