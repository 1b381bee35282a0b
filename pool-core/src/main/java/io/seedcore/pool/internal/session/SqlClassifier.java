package io.seedcore.pool.internal.session;

import io.seedcore.pool.QueryKind;
import io.seedcore.pool.internal.jdbc.StatementText;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a text alone of what kind it is, and what it can do to its session: whatever is not provably harmless may do something. What a
 * function does that the text calls is not seen, but for those that are known. Thread-safe, and shared by all pools.
 */
final class SqlClassifier {

    private static final SqlClassifier POSTGRESQL = new SqlClassifier(SqlDialect.POSTGRESQL);
    private static final SqlClassifier MYSQL = new SqlClassifier(SqlDialect.MYSQL);

    /** A power of two. Programs have fewer texts that come often; others push each other out. */
    private static final int REMEMBERED = 2048;

    private static final Set<String> NOT_TO_BE_EXPLAINED = Set.of("execute", "declare", "create", "refresh");
    private static final Set<String> ONE_TRANSACTION = Set.of("local", "transaction", "constraints");
    private static final Set<String> END_OF_TRANSACTION = Set.of("commit", "rollback", "end", "abort");
    private static final Set<String> AFTER_END = Set.of("chain", "release");

    private final SqlDialect dialect;

    /** Read and written without order: an entry is immutable, and a lost one is only decided again. */
    private final @Nullable KnownText[] known = new @Nullable KnownText[REMEMBERED];

    private SqlClassifier(SqlDialect dialect) {
        this.dialect = dialect;
    }

    static SqlClassifier of(SqlDialect dialect) {
        return dialect == SqlDialect.POSTGRESQL ? POSTGRESQL : MYSQL;
    }

    KnownText look(String text) {
        int place = place(text.hashCode());
        KnownText found = known[place];
        if (found != null && found.statement().text().equals(text)) {
            return found;
        }
        KnownText read = new Reading(text).read();
        if (text.length() <= StatementText.LONGEST) {
            known[place] = read;
        }
        return read;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 16) & (REMEMBERED - 1);
    }

    /** One text, read from its first statement to its last. */
    private final class Reading {

        private final String text;
        private final SqlTokens tokens;
        private SqlEffect effect = SqlEffect.NONE;
        private @Nullable QueryKind kind;
        private @Nullable String end;
        private int depth;
        /** Whether the text has statements within a statement: {@code begin atomic … end}. */
        private boolean body;

        Reading(String text) {
            this.text = text;
            tokens = new SqlTokens(dialect, text);
        }

        KnownText read() {
            String token = tokens.next();
            while (!token.equals(SqlTokens.END)) {
                token = token.equals(";") || token.equals("(") ? tokens.next() : statement(token);
            }
            return new KnownText(new StatementText(text, kind == null ? QueryKind.OTHER : kind), effect, end);
        }

        /** @return the first token after it */
        private String statement(String first) {
            boolean decides = kind == null;
            if (decides) {
                kind = StatementKinds.of(first);
            }
            String before = first;
            String token = tokens.next();
            atLeast(concernsOneTransaction(first, token) ? SqlEffect.TRANSACTION : dialect.ofStatement(first));
            boolean ends = dialect.endsTransaction(first, token);
            while (!token.equals(SqlTokens.END) && !token.equals(";")) {
                ends = ends && !dialect.leavesTransaction(first, token)
                        || dialect.switchesAutocommit(first, before, token);
                if (decides && first.equals("with")) {
                    lookForMainStatement(token);
                }
                body |= token.equals("atomic");
                atLeast(dialect.ofWord(token));
                if (touches(first, before, token)) {
                    atLeast(SqlEffect.RESETTABLE);
                }
                before = token.equals("(") && before.equals("last_insert_id") ? "last_insert_id(" : token;
                token = tokens.next();
            }
            if (ends && end == null && !body) {
                end = first.toUpperCase(Locale.ROOT);
            }
            return token;
        }

        private boolean concernsOneTransaction(String first, String second) {
            return dialect == SqlDialect.POSTGRESQL
                    && (first.equals("set") && ONE_TRANSACTION.contains(second)
                            || first.equals("prepare") && second.equals("transaction"));
        }

        /** The statement of a {@code with} is the first that is in no brackets. */
        private void lookForMainStatement(String token) {
            if (token.equals("(")) {
                depth++;
            } else if (token.equals(")")) {
                depth--;
            } else if (depth == 0 && kind == QueryKind.OTHER) {
                kind = StatementKinds.of(token);
            }
        }

        private boolean touches(String first, String before, String token) {
            return switch (token) {
                case SqlTokens.DOUBT -> true;
                case SqlTokens.ASSIGNMENT -> dialect == SqlDialect.MYSQL;
                case "into" -> !dialect.insertsAfter(before);
                default ->
                    before.equals("last_insert_id(") && !token.equals(")")
                            // A statement may be prepared under the name "transaction".
                            || first.equals("prepare") && token.equals("as")
                            || first.equals("explain") && NOT_TO_BE_EXPLAINED.contains(token)
                            || END_OF_TRANSACTION.contains(first) && AFTER_END.contains(token);
            };
        }

        private void atLeast(SqlEffect other) {
            if (other.compareTo(effect) > 0) {
                effect = other;
            }
        }
    }
}
