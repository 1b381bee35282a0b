package io.seedcore.pool.error;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A failure with all that is behind it, each once, however they refer to each other. */
final class Causes {

    /** More than any driver chains; a batch of thousands of rows may. */
    private static final int MOST = 50;

    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Causes() {}

    /**
     * Those that tell most first: the causes from the innermost to the failure itself, then what drivers chained to them
     * as the next exceptions, which are consequences or further rows of a batch. At most 50.
     */
    static List<Throwable> of(Throwable failure) {
        Causes causes = new Causes();
        List<Throwable> found = causes.chain(failure, Throwable::getCause);
        Collections.reverse(found);
        for (Throwable cause : List.copyOf(found)) {
            found.addAll(causes.chain(next(cause), Causes::next));
        }
        return found;
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof SQLException sql ? sql.getNextException() : null;
    }

    private List<Throwable> chain(@Nullable Throwable first, Function<Throwable, @Nullable Throwable> link) {
        List<Throwable> found = new ArrayList<>();
        Throwable next = first;
        while (next != null && seen.size() < MOST && seen.add(next)) {
            found.add(next);
            next = link.apply(next);
        }
        return found;
    }
}
