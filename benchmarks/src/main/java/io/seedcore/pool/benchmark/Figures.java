package io.seedcore.pool.benchmark;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What was measured, by name and in order. Not thread-safe. */
public final class Figures {

    private final Map<String, Double> values = new LinkedHashMap<>();

    public Figures with(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** @throws IllegalArgumentException where nothing of that name was measured */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " was measured, but " + values.keySet());
        }
        return value;
    }

    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> String.format(Locale.ROOT, "%s %.2f", value.getKey(), value.getValue()))
                .collect(Collectors.joining(", "));
    }
}
