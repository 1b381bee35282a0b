package io.seedcore.pool.dev.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the lines of the server's log together to entries; a long entry stands between {@code [[} and {@code ]]}. */
final class LogReader {
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final Pattern HEADER =
            Pattern.compile("\\[\\d{4}-[^]]*] \\[[^]]*] \\[(\\w+)] \\[[^]]*] \\[([^]]*)] .*?\\[levelValue: \\d+] (.*)");

    private String level = "";
    private String logger = "";
    private final List<String> open = new ArrayList<>();

    static String withoutColour(String line) {
        return COLOUR.matcher(line).replaceAll("");
    }

    /** Takes one line without colour; returns the entry that it completes. */
    Optional<LogEntry> take(String line) {
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
            level = header.group(1);
            logger = header.group(2);
            open.clear();
            String text = header.group(3);
            if (!text.startsWith("[[")) {
                return Optional.of(new LogEntry(level, logger, List.of(text)));
            }
            return add(text.substring(2));
        }
        return level.isEmpty() ? Optional.empty() : add(line);
    }

    private Optional<LogEntry> add(String line) {
        if (!line.endsWith("]]")) {
            open.add(line);
            return Optional.empty();
        }
        open.add(line.substring(0, line.length() - 2));
        LogEntry entry = new LogEntry(level, logger, List.copyOf(open));
        level = "";
        open.clear();
        return Optional.of(entry);
    }
}
