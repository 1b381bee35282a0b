package io.seedcore.pool.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page in Prometheus' text format. */
public record MetricsPage(List<Series> series) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public record Series(String name, Map<String, String> labels, double value) {

        /** The upper end of a bucket. */
        public double bound() {
            return number(labels.getOrDefault("le", ""));
        }
    }

    public static MetricsPage of(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        List<Series> series = new ArrayList<>();
        answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as("a line of the format: " + line).isTrue();
            series.add(new Series(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))));
        });
        return new MetricsPage(series);
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(text == null ? "" : text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** All series of that name that have these labels among theirs. */
    public List<Series> series(String name, Map<String, String> labels) {
        return series.stream()
                .filter(one ->
                        one.name().equals(name) && one.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** The value of the only such series. */
    public double value(String name, Map<String, String> labels) {
        List<Series> found = series(name, labels);
        assertThat(found).as(name + labels).hasSize(1);
        return found.get(0).value();
    }
}
