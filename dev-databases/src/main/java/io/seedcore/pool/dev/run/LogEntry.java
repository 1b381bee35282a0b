package io.seedcore.pool.dev.run;

import java.util.List;
import java.util.stream.Collectors;

/** One entry of the server's log. */
record LogEntry(String level, String logger, List<String> lines) {
    private static final String APPLICATION = "io.seedcore";

    /** The message without stack frames and empty lines. */
    String text() {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .map(String::strip)
                .collect(Collectors.joining("\n    "));
    }

    boolean error() {
        return level.equals("SEVERE");
    }

    /** What a person wants to see while it happens. */
    boolean important() {
        return error() || logger.startsWith(APPLICATION) && !text().isEmpty();
    }

    /** The server lists what it deployed; after a failed deployment the list is empty, and nothing else tells. */
    boolean saysThatNothingIsDeployed() {
        return String.join("", lines).replaceAll("\\s", "").contains("\"Deployed\":[]");
    }

    boolean saysThatTheServerIsReady() {
        return logger.equals("PayaraMicro") && text().contains(" ready in ");
    }
}
