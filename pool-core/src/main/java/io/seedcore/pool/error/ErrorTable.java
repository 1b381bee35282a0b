package io.seedcore.pool.error;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows by code. Of several rows for a code, the first whose text fits counts: those with a text stand above the rest. */
final class ErrorTable {

    private final Map<String, List<Row>> rows = new HashMap<>();

    ErrorTable(Row... rows) {
        for (Row row : rows) {
            for (String code : row.codes()) {
                this.rows.computeIfAbsent(code, first -> new ArrayList<>(1)).add(row);
            }
        }
    }

    Optional<Row> find(String code, String message) {
        for (Row row : rows.getOrDefault(code, List.of())) {
            if (message.contains(row.text())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
