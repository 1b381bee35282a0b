package io.seedcore.pool.neo4j;

import io.seedcore.pool.config.PrePing;
import io.seedcore.pool.config.ValueType;
import java.util.regex.Pattern;

/** What those variables accept that other kinds of database do not have. */
final class GraphValues {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{2,62}");
    private static final int ALL = -1;

    private GraphValues() {}

    static ValueType<String> host() {
        return new ValueType<>(
                "one host name or address of letters, digits, dots and hyphens, or an IPv6 address in brackets;"
                        + " the port has a variable of its own",
                text -> matching(text, HOST));
    }

    static ValueType<String> databaseName() {
        return new ValueType<>(
                "the name of a database: 3 to 63 letters, digits, dots and hyphens, beginning with a letter",
                text -> matching(text, DATABASE));
    }

    static ValueType<Integer> fetchSize() {
        ValueType<Integer> number = ValueType.wholeNumber(1, 1_000_000);
        return new ValueType<>(
                number.range() + ", or -1 for all",
                text -> text.equals("-1") ? ALL : number.parse().apply(text));
    }

    static ValueType<PrePing> prePing() {
        ValueType<Boolean> bool = ValueType.bool();
        return new ValueType<>("true, false (also 1/0, yes/no, on/off) or always", text -> {
            if (text.equalsIgnoreCase("always")) {
                return PrePing.ALWAYS;
            }
            return bool.parse().apply(text) ? PrePing.TRUE : PrePing.FALSE;
        });
    }

    private static String matching(String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
