package io.seedcore.pool.internal.session;

import java.util.Locale;

/**
 * Reads the words and signs of a text as the server does, without comments, and of what stands in quotes only that it is there. Where servers'
 * settings decide how to read it, it says so instead of guessing.
 */
final class SqlTokens {

    /** After the last token. */
    static final String END = "";

    /** A place that may be read in more than one way, or whose inside is run: nothing can be said of the rest. */
    static final String DOUBT = "?!";

    static final String ASSIGNMENT = ":=";

    /** A text in quotes, of which no more is told. */
    static final String LITERAL = "'";

    /** A parameter, or a text between dollar signs. */
    static final String DOLLAR = "$";

    private final SqlDialect dialect;
    private final String text;
    private int at;
    private boolean apart;

    SqlTokens(SqlDialect dialect, String text) {
        this.dialect = dialect;
        this.text = text;
    }

    /** The next word in lower case, {@link #ASSIGNMENT}, a sign, or one of the other constants. */
    String next() {
        apart = false;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (first <= ' ') {
                apart = true;
                at++;
            } else if (startsComment()) {
                apart = true;
                if (!skipComment()) {
                    return doubt();
                }
            } else if (first == '\'' || first == '"' && dialect == SqlDialect.MYSQL) {
                return skipQuoted(first) ? LITERAL : doubt();
            } else {
                return token(first);
            }
        }
        return END;
    }

    /** Whether blanks or a comment stand before the last token. */
    boolean isApart() {
        return apart;
    }

    private String doubt() {
        at = text.length();
        return DOUBT;
    }

    private String token(char first) {
        if (isWordPart(first)) {
            return first == '$' && dialect == SqlDialect.POSTGRESQL ? afterDollar() : word();
        }
        if (first == '"' || first == '`' && dialect == SqlDialect.MYSQL) {
            int start = at + 1;
            return skipQuoted(first) ? text.substring(start, at - 1).toLowerCase(Locale.ROOT) : doubt();
        }
        if (first == '\\') {
            return doubt();
        }
        if (text.startsWith(ASSIGNMENT, at)) {
            at += ASSIGNMENT.length();
            return ASSIGNMENT;
        }
        at++;
        return String.valueOf(first);
    }

    private String word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        boolean unicodeEscapes = at - start == 1
                && (text.charAt(start) | 0x20) == 'u'
                && (text.startsWith("&\"", at) || text.startsWith("&'", at));
        return unicodeEscapes ? doubt() : text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private static boolean isWordPart(char sign) {
        return sign == '_' || sign == '$' || sign >= 0x80 || Character.isLetterOrDigit(sign);
    }

    /** A parameter ({@code $1}), or a text between {@code $tag$} and {@code $tag$}. */
    private String afterDollar() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '$' && isWordPart(text.charAt(end))) {
            end++;
        }
        boolean parameter = end > at + 1 && Character.isDigit(text.charAt(at + 1));
        if (parameter) {
            at = end;
            return DOLLAR;
        }
        if (end == text.length() || text.charAt(end) != '$') {
            return doubt();
        }
        String tag = text.substring(at, end + 1);
        int closing = text.indexOf(tag, end + 1);
        if (closing < 0) {
            return doubt();
        }
        at = closing + tag.length();
        return DOLLAR;
    }

    /**
     * Skips what stands in quotes, a doubled quote being part of it. What a backslash means there is a matter of settings.
     *
     * @return false where its end is in doubt
     */
    private boolean skipQuoted(char quote) {
        int end = at + 1;
        while (end < text.length()) {
            char sign = text.charAt(end++);
            if (sign == '\\' && quote != '`') {
                return false;
            }
            if (sign == quote) {
                if (end == text.length() || text.charAt(end) != quote) {
                    at = end;
                    return true;
                }
                end++;
            }
        }
        return false;
    }

    private boolean startsComment() {
        if (text.startsWith("/*", at)) {
            return true;
        }
        if (dialect == SqlDialect.POSTGRESQL) {
            return text.startsWith("--", at);
        }
        return text.charAt(at) == '#'
                || text.startsWith("--", at) && (at + 2 == text.length() || text.charAt(at + 2) <= ' ');
    }

    /** @return false where MySQL runs what is inside, or where there is no end */
    private boolean skipComment() {
        if (!text.startsWith("/*", at)) {
            skipLine();
            return true;
        }
        boolean nested = dialect == SqlDialect.POSTGRESQL;
        if (!nested && (text.startsWith("!", at + 2) || text.startsWith("M!", at + 2))) {
            return false;
        }
        return skipBlock(nested);
    }

    private void skipLine() {
        while (at < text.length() && !endsLine(text.charAt(at))) {
            at++;
        }
    }

    private boolean endsLine(char sign) {
        return sign == '\n' || sign == '\r' && dialect == SqlDialect.POSTGRESQL;
    }

    private boolean skipBlock(boolean nested) {
        int depth = 1;
        at += 2;
        while (at < text.length()) {
            if (text.startsWith("*/", at)) {
                at += 2;
                if (--depth == 0) {
                    return true;
                }
            } else if (nested && text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        return false;
    }
}
