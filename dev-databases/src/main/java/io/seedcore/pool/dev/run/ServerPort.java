package io.seedcore.pool.dev.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The port of a Payara Micro that takes the first one that is free while it binds, so that nobody can take it meanwhile, and
 * says which. Those it may take lie above the ports of development databases and below those of outgoing connections.
 */
public final class ServerPort {
    public static final int FIRST = 32_000;
    /** How many more there are. */
    public static final int RANGE = 700;

    private static final Pattern TAKEN = Pattern.compile("\"Http Port\\(s\\)\": \"(\\d+)");

    private ServerPort() {}

    /** To be given on the command line. */
    public static List<String> options() {
        return List.of("--port", String.valueOf(FIRST), "--autobindhttp", "--autobindrange", String.valueOf(RANGE));
    }

    /** @return the one that it took, empty as long as its log does not say so */
    public static OptionalInt in(String log) {
        Matcher taken = TAKEN.matcher(log);
        return taken.find() ? OptionalInt.of(Integer.parseInt(taken.group(1))) : OptionalInt.empty();
    }
}
