package io.seedcore.pool.config;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Notices variables whose name is nearly that of a setting: most likely a typing error. */
public final class NearNames {

    private static final int MOST_EDITS = 2;

    /** What container platforms and the official database images set, near to ours or not. */
    private static final Pattern FOREIGN =
            Pattern.compile(".*_(SERVICE_(HOST|PORT).*|PORT_[0-9]+_(TCP|UDP).*)|MYSQL_ROOT_.*|.*_PASSWORD_FILE");

    private NearNames() {}

    /** Warns about each name that is at most two edits from a known one, or notes a problem where {@code strict}. */
    public static void check(SettingsReader reader, Set<String> known, boolean strict) {
        for (String name : reader.names()) {
            if (!known.contains(name) && !FOREIGN.matcher(name).matches()) {
                nearest(name, known)
                        .filter(meant -> !reader.injected(name))
                        .ifPresent(meant -> report(reader, name, meant, strict));
            }
        }
    }

    private static void report(SettingsReader reader, String name, String meant, boolean strict) {
        if (strict) {
            reader.unknown(name, "is not a setting; did you mean " + meant + "?");
        } else {
            reader.warn(name + " is set but is not a setting; did you mean " + meant + "? It is ignored.");
        }
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= MOST_EDITS)
                .filter(candidate -> edits(candidate, name) <= MOST_EDITS)
                .min((one, other) -> Integer.compare(edits(one, name), edits(other, name)));
    }

    /** Levenshtein's distance: insertions, deletions and replacements. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
