package io.seedcore.pool.atomic.protocol;

import java.util.Set;

/**
 * What is explored.
 *
 * @param branches prepared participants, 1 or 2
 * @param recoverers how many members recover at once, 1 or 2
 * @param ownerRule whether only the session that prepared a branch may finish it while it lives, as with MariaDB
 * @param stores in how many stores a decision may stand, 1 or 2
 * @param decider the store of the last participant, in which alone COMMITTED may stand; who recovers does not know which
 */
record Scenario(int branches, int recoverers, boolean ownerRule, int stores, int decider, Set<Fault> faults) {

    /** With one store. */
    Scenario(int branches, int recoverers, boolean ownerRule) {
        this(branches, recoverers, ownerRule, 1, 0, Set.of());
    }

    /** With two stores. */
    Scenario(int branches, int recoverers, boolean ownerRule, int decider) {
        this(branches, recoverers, ownerRule, 2, decider, Set.of());
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
