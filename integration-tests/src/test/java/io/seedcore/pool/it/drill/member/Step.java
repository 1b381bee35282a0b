package io.seedcore.pool.it.drill.member;

import io.seedcore.pool.atomic.protocol.Request;
import java.util.Locale;

/** Steps of the commit protocol by their names, and moments at which a member may be stopped: just before one, or just after. */
public final class Step {

    private static final String REMOVE = "remove";

    private Step() {}

    /** Whether a moment comes only after all has been told. */
    static boolean isOfRemoval(String moment) {
        return moment.equals(before(REMOVE)) || moment.equals(after(REMOVE));
    }

    /** {@code mark}, {@code prepare}, {@code commit-last}, {@code finish-committed}, … */
    static String name(Request request) {
        String kind = request.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
        return request instanceof Request.Finish finish
                ? kind + "-" + finish.decision().name().toLowerCase(Locale.ROOT)
                : kind;
    }

    /** The moment before a step is asked for. */
    public static String before(String step) {
        return "before:" + step;
    }

    /** The moment after its answer came, and before anything is done about it. */
    public static String after(String step) {
        return "after:" + step;
    }
}
