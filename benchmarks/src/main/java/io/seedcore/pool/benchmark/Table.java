package io.seedcore.pool.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text in columns: the first one to the left, figures to the right. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row: whole numbers as they are, others with the decimals that their size leaves interesting. */
    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Double number ? text(number) : String.valueOf(cell));
        }
        rows.add(List.copyOf(row));
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        int decimals = Math.abs(number) < 10 ? 2 : Math.abs(number) < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String alignment = column == 0 ? "%-" : "  %";
                line.append(String.format(Locale.ROOT, alignment + width(column) + "s", row.get(column)));
            }
            text.append("  ").append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
