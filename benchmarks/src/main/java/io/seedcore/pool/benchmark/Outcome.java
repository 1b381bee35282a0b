package io.seedcore.pool.benchmark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a comparison found: text for people, and the figures that others read. */
public final class Outcome {

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> figures = new LinkedHashMap<>();

    /** Appends a table under a line that says what it shows. */
    public Outcome table(String title, Table table) {
        text.append(title).append("\n\n").append(table).append('\n');
        return this;
    }

    public Outcome note(String note) {
        text.append(note).append("\n\n");
        return this;
    }

    /** Adds {@code key=value} to the {@code RESULT} line. */
    public Outcome figure(String key, double value, int decimals) {
        figures.put(key, String.format(Locale.ROOT, "%." + decimals + "f", value));
        return this;
    }

    /** What people read. */
    public String text() {
        return text.toString();
    }

    /** What other programs read. */
    public String resultLine(String name) {
        return figures.entrySet().stream()
                .map(figure -> " " + figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining("", "RESULT " + name, ""));
    }
}
