package io.seedcore.pool.internal.session;

import io.seedcore.pool.QueryKind;

/** Tells the kind of a statement by its first word. */
final class StatementKinds {

    private StatementKinds() {}

    /** @param word in lower case; a brace begins a call in JDBC's own syntax */
    static QueryKind of(String word) {
        return switch (word) {
            case "select", "values", "table" -> QueryKind.SELECT;
            case "insert", "replace" -> QueryKind.INSERT;
            case "update", "merge" -> QueryKind.UPDATE;
            case "delete" -> QueryKind.DELETE;
            case "create", "alter", "drop", "truncate", "rename", "comment", "grant", "revoke", "reindex", "refresh" ->
                QueryKind.DDL;
            case "call", "{" -> QueryKind.CALL;
            default -> QueryKind.OTHER;
        };
    }
}
