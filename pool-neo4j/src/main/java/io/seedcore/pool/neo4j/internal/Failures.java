package io.seedcore.pool.neo4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A failure with all that is behind it: in a cluster, what each member said is suppressed rather than the cause. */
final class Failures {

    private static final int MOST = 50;

    private Failures() {}

    /** Each once, the outermost first; at most 50. */
    static List<Throwable> behind(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> found = new ArrayList<>(List.of(failure));
        seen.add(failure);
        for (int i = 0; i < found.size() && found.size() < MOST; i++) {
            Throwable each = found.get(i);
            if (each.getCause() != null && seen.add(each.getCause())) {
                found.add(each.getCause());
            }
            for (Throwable suppressed : each.getSuppressed()) {
                if (seen.add(suppressed)) {
                    found.add(suppressed);
                }
            }
        }
        return found;
    }
}
