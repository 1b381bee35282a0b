package io.seedcore.pool.dev.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one row that a {@link ScriptServer} returns for a query: the session's number where that is asked for, what drivers
 * need to know while they log in, and "1" for everything else.
 */
record ScriptedRow(List<String> names, List<String> values) {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern SELECT = Pattern.compile(
            "\\s*(?:select|show(?:\\s+session)?)\\s+(.*?)(?:\\s+from\\s.*|\\s+limit\\s.*)?;?\\s*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern ALIAS =
            Pattern.compile("(.*)\\s+as\\s+(\\S+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COMMA = Pattern.compile(",(?![^()]*\\))");

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("character_set_client", "utf8mb4"),
            Map.entry("character_set_connection", "utf8mb4"),
            Map.entry("character_set_results", "utf8mb4"),
            Map.entry("character_set_server", "utf8mb4"),
            Map.entry("collation_connection", "utf8mb4_general_ci"),
            Map.entry("collation_server", "utf8mb4_general_ci"),
            Map.entry("init_connect", ""),
            Map.entry("interactive_timeout", "28800"),
            Map.entry("lower_case_table_names", "0"),
            Map.entry("max_allowed_packet", "16777216"),
            Map.entry("performance_schema", "0"),
            Map.entry("sql_mode", ""),
            Map.entry("system_time_zone", "UTC"),
            Map.entry("time_zone", "UTC"),
            Map.entry("transaction isolation level", "read committed"),
            Map.entry("read_only", "0"),
            Map.entry("transaction_isolation", "REPEATABLE-READ"),
            Map.entry("transaction_read_only", "0"),
            Map.entry("tx_isolation", "REPEATABLE-READ"),
            Map.entry("tx_read_only", "0"),
            Map.entry("wait_timeout", "28800"));

    static boolean isQuery(String sql) {
        return SELECT.matcher(withoutComments(sql)).matches();
    }

    static ScriptedRow of(String sql, int session) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Matcher select = SELECT.matcher(withoutComments(sql));
        if (select.matches()) {
            for (String item : COMMA.split(select.group(1))) {
                Matcher alias = ALIAS.matcher(item.strip());
                boolean named = alias.matches();
                names.add(named ? alias.group(2) : item.strip());
                values.add(value(named ? alias.group(1) : item.strip(), session));
            }
        }
        return new ScriptedRow(names, values);
    }

    private static String withoutComments(String sql) {
        return COMMENT.matcher(sql).replaceAll(" ");
    }

    private static String value(String expression, int session) {
        String asked = expression.toLowerCase(Locale.ROOT);
        if (asked.contains("pg_backend_pid()") || asked.contains("connection_id()")) {
            return Integer.toString(session);
        }
        return KNOWN.getOrDefault(asked.replaceFirst("^@@(session\\.|global\\.)?", ""), "1");
    }
}
