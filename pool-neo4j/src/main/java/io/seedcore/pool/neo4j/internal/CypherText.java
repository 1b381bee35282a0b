package io.seedcore.pool.neo4j.internal;

import io.seedcore.pool.QueryKind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the words of a Cypher statement, without what stands in comments, quotes, and names after a dot, colon or $. */
final class CypherText {

    private static final Set<String> WRITING = Set.of(
            "create", "merge", "set", "delete", "remove", "foreach", "drop", "alter", "grant", "revoke", "deny",
            "load");

    /** Of a shape. */
    private static final int LONGEST = 240;

    private static final Pattern VALUES_IN_A_ROW = Pattern.compile("\\?(?:(?:\\s*,\\s*|\\.)\\?)+");

    private final String text;
    private int at;

    private CypherText(String text) {
        this.text = text;
    }

    /** {@link QueryKind#CYPHER_WRITE} where one of the words writes; reading takes a time in proportion to the text. */
    static QueryKind kind(String text) {
        return new CypherText(text).writes() ? QueryKind.CYPHER_WRITE : QueryKind.CYPHER_READ;
    }

    /**
     * What of the text may be shown: without comments, with {@code ?} for each literal, parameters by their names; cut where it is
     * long, and before an escape that the server reads before it looks for quotes.
     */
    static String shape(String text) {
        int escape = text.indexOf("\\u");
        String shape = new CypherText(escape < 0 ? text : text.substring(0, escape)).shape();
        return escape < 0 ? shape : shape + "…";
    }

    private String shape() {
        StringBuilder shape = new StringBuilder();
        while (at < text.length() && shape.length() < LONGEST) {
            int start = at;
            char sign = text.charAt(at);
            if (sign == '\'' || sign == '"' || Character.isDigit(sign)) {
                skipValue(sign);
                shape.append('?');
            } else if (sign == '`' || Character.isJavaIdentifierStart(sign)) {
                skipName(sign);
                shape.append(text, start, Math.min(at, text.length()));
            } else if (skipBlank()) {
                shape.append(' ');
            } else {
                shape.append(sign);
                at++;
            }
        }
        String inOne = VALUES_IN_A_ROW.matcher(shape.toString().strip()).replaceAll("?");
        return at < text.length() ? inOne + "…" : inOne;
    }

    private void skipValue(char first) {
        if (Character.isDigit(first)) {
            word();
        } else {
            skipQuoted(first);
        }
    }

    private void skipName(char first) {
        if (first == '`') {
            skipQuoted(first);
        } else {
            word();
        }
    }

    /** Skips blanks and comments; false where there is none. */
    private boolean skipBlank() {
        int start = at;
        boolean skipped = true;
        while (skipped && at < text.length()) {
            skipped = skipOneBlank();
        }
        return at > start;
    }

    private boolean skipOneBlank() {
        if (text.startsWith("//", at)) {
            skipPast("\n");
        } else if (text.startsWith("/*", at)) {
            skipPast("*/");
        } else if (Character.isWhitespace(text.charAt(at))) {
            at++;
        } else {
            return false;
        }
        return true;
    }

    private boolean writes() {
        char before = ' ';
        while (at < text.length()) {
            char sign = text.charAt(at);
            if (Character.isJavaIdentifierStart(sign) && sign != '$') {
                String word = word();
                if (before != '.' && before != ':' && before != '$' && WRITING.contains(word) && !isKey()) {
                    return true;
                }
                before = 'a';
            } else if (sign == '\'' || sign == '"' || sign == '`') {
                skipQuoted(sign);
                before = sign;
            } else if (text.startsWith("//", at)) {
                skipPast("\n");
            } else if (text.startsWith("/*", at)) {
                skipPast("*/");
            } else {
                before = Character.isWhitespace(sign) ? before : sign;
                at++;
            }
        }
        return false;
    }

    private String word() {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** Whether a colon follows, as after a key of a map. */
    private boolean isKey() {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == ':';
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        at++;
    }

    private void skipPast(String end) {
        int found = text.indexOf(end, at + 2);
        at = found < 0 ? text.length() : found + end.length();
    }
}
