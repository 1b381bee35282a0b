package io.seedcore.pool.internal.session;

import io.seedcore.pool.DatabaseKind;
import java.util.function.UnaryOperator;

/**
 * What of a statement's text may be shown to whoever watches: words and signs, no values. Statements that differ only in
 * their values have one shape.
 */
public final class SqlShape {

    private static final int LONGEST = 240;
    private static final String VALUE = "?";

    /** Stands where the text goes on, or cannot be told from values. */
    private static final String CUT = "…";

    private final SqlTokens tokens;
    private final StringBuilder shape = new StringBuilder();
    private String before = "";
    /** Where the shape ended when it ended with a value, while only what may join another to it has come since; or -1. */
    private int valueEnd = -1;

    private SqlShape(SqlTokens tokens) {
        this.tokens = tokens;
    }

    /** Makes shapes of texts for databases of that kind. */
    public static UnaryOperator<String> of(DatabaseKind kind) {
        SqlDialect dialect = SqlDialect.of(kind);
        return text -> new SqlShape(new SqlTokens(dialect, text)).read();
    }

    private String read() {
        for (String token = tokens.next(); !token.equals(SqlTokens.END); token = tokens.next()) {
            if (token.equals(SqlTokens.DOUBT) || shape.length() + token.length() > LONGEST) {
                return shape.append(CUT).toString();
            }
            add(isValue(token) ? VALUE : token);
        }
        return shape.toString();
    }

    private static boolean isValue(String token) {
        return token.equals(SqlTokens.LITERAL) || token.equals(SqlTokens.DOLLAR) || Character.isDigit(token.charAt(0));
    }

    /** Values in a row, and the parts of a number with a point, count as one. */
    private void add(String token) {
        if (token.equals(VALUE) && valueEnd >= 0) {
            shape.setLength(valueEnd);
        } else {
            if (tokens.isApart() && shape.length() > 0) {
                shape.append(' ');
            }
            shape.append(token);
        }
        boolean joins = (token.equals(",") || token.equals(".")) && before.equals(VALUE);
        if (token.equals(VALUE)) {
            valueEnd = shape.length();
        } else if (!joins) {
            valueEnd = -1;
        }
        before = token;
    }
}
