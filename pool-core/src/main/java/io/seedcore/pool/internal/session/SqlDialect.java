package io.seedcore.pool.internal.session;

import io.seedcore.pool.DatabaseKind;
import java.util.Set;

/** What differs between servers in reading a text and in what its words can do. Words are in lower case. */
enum SqlDialect {
    POSTGRESQL(
            Set.of(
                    "select",
                    "insert",
                    "update",
                    "delete",
                    "merge",
                    "with",
                    "values",
                    "table",
                    "explain",
                    "show",
                    "commit",
                    "end",
                    "rollback",
                    "abort",
                    "savepoint",
                    "release",
                    "fetch",
                    "move",
                    "close",
                    "lock",
                    "notify",
                    "truncate"),
            Set.of(
                    "set_config",
                    "pg_settings",
                    "pg_advisory_lock",
                    "pg_advisory_lock_shared",
                    "pg_try_advisory_lock",
                    "pg_try_advisory_lock_shared",
                    "pg_advisory_unlock",
                    "pg_advisory_unlock_shared",
                    "pg_advisory_unlock_all",
                    "query_to_xml",
                    "query_to_xmlschema",
                    "query_to_xml_and_xmlschema"),
            Set.of("dblink"),
            Set.of("insert", "merge"),
            Set.of("load"),
            Set.of(
                    "setseed",
                    "dblink_connect",
                    "dblink_connect_u",
                    "dblink_open",
                    "pg_backup_start",
                    "pg_start_backup",
                    "pg_create_logical_replication_slot",
                    "pg_create_physical_replication_slot",
                    "pg_copy_logical_replication_slot",
                    "pg_copy_physical_replication_slot",
                    "pg_replication_origin_session_setup")),
    MYSQL(
            Set.of(
                    "select",
                    "insert",
                    "update",
                    "delete",
                    "replace",
                    "with",
                    "values",
                    "table",
                    "explain",
                    "describe",
                    "desc",
                    "show",
                    "commit",
                    "rollback",
                    "savepoint",
                    "release",
                    "truncate"),
            Set.of("get_lock", "release_lock", "release_all_locks"),
            Set.of(),
            Set.of("insert", "replace", "ignore", "low_priority", "high_priority", "delayed"),
            Set.of(),
            Set.of());

    private static final Set<String> END_IN_POSTGRESQL = Set.of("commit", "end", "rollback", "abort");

    /** What commits by itself, as the servers' manuals list it. */
    private static final Set<String> END_IN_MYSQL = Set.of(
            "commit", "rollback", "begin", "create", "alter", "drop", "rename", "truncate", "grant", "revoke", "flush");

    private static final Set<String> OF_TABLES_IN_MYSQL = Set.of("lock", "analyze", "check", "optimize", "repair");

    private final Set<String> harmlessStatements;
    private final Set<String> touchingWords;
    private final Set<String> touchingPrefixes;
    private final Set<String> wordsBeforeInto;
    private final Set<String> lastingStatements;
    private final Set<String> lastingWords;

    SqlDialect(
            Set<String> harmlessStatements,
            Set<String> touchingWords,
            Set<String> touchingPrefixes,
            Set<String> wordsBeforeInto,
            Set<String> lastingStatements,
            Set<String> lastingWords) {
        this.harmlessStatements = harmlessStatements;
        this.touchingWords = touchingWords;
        this.touchingPrefixes = touchingPrefixes;
        this.wordsBeforeInto = wordsBeforeInto;
        this.lastingStatements = lastingStatements;
        this.lastingWords = lastingWords;
    }

    static SqlDialect of(DatabaseKind kind) {
        return kind == DatabaseKind.POSTGRESQL ? POSTGRESQL : MYSQL;
    }

    /** By its first word alone; what else is in the statement may do more. */
    SqlEffect ofStatement(String first) {
        if (harmlessStatements.contains(first)) {
            return SqlEffect.NONE;
        }
        return lastingStatements.contains(first) ? SqlEffect.LASTING : SqlEffect.RESETTABLE;
    }

    /** By its first two words; {@link #leavesTransaction} takes it back. Only where it is certain. */
    boolean endsTransaction(String first, String second) {
        return this == POSTGRESQL
                ? END_IN_POSTGRESQL.contains(first) || first.equals("prepare") && second.equals("transaction")
                : END_IN_MYSQL.contains(first) && !second.equals("not") && !second.equals("prepare")
                        || OF_TABLES_IN_MYSQL.contains(first) && (second.equals("table") || second.equals("tables"))
                        || first.equals("start") && second.equals("transaction")
                        || first.equals("set") && second.equals("password");
    }

    /** Whether a word takes back that its statement ends the transaction: {@code rollback to}, {@code prepare … as}. */
    boolean leavesTransaction(String first, String word) {
        return switch (first) {
            case "rollback" -> word.equals("to") || word.equals("prepared");
            case "commit" -> word.equals("prepared");
            case "create", "drop" -> word.equals("temporary");
            case "prepare" -> word.equals("as") || word.equals("(");
            default -> false;
        };
    }

    /** MySQL commits when it is switched on. */
    boolean switchesAutocommit(String first, String before, String word) {
        return this == MYSQL
                && first.equals("set")
                && before.equals("autocommit")
                && (word.equals("=") || word.equals(SqlTokens.ASSIGNMENT));
    }

    /** Of a word anywhere: the names of functions, mostly. */
    SqlEffect ofWord(String word) {
        if (lastingWords.contains(word)) {
            return SqlEffect.LASTING;
        }
        boolean touches =
                touchingWords.contains(word) || touchingPrefixes.stream().anyMatch(word::startsWith);
        return touches ? SqlEffect.RESETTABLE : SqlEffect.NONE;
    }

    /** Whether {@code into} after this word names where rows go that are inserted, not what a query is to make or set. */
    boolean insertsAfter(String word) {
        return wordsBeforeInto.contains(word);
    }
}
