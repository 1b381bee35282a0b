package io.seedcore.pool.internal.jdbc;

import io.seedcore.pool.QueryKind;
import org.jspecify.annotations.Nullable;

/**
 * A statement as its lease saw it.
 *
 * @param text its beginning, where it is very long
 * @param kind of its first statement
 */
public record StatementText(String text, QueryKind kind) {

    /** Longer ones are not kept. */
    public static final int LONGEST = 4096;

    /** Where nothing was seen yet, or no text at all. */
    public static final StatementText NONE = new StatementText("", QueryKind.OTHER);

    public StatementText {
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Of a text that was prepared as a call. */
    public static StatementText call(@Nullable String text) {
        return new StatementText(text == null ? "" : text, QueryKind.CALL);
    }
}
