package io.seedcore.pool.internal.driver;

import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The application name of one connection behind a pooler, such as {@code seedcore-pool 3f9a2c71-17}. The pooler hands it
 * to whichever session works for the connection, and so it is the one thing by which the server can be asked about it.
 */
final class PooledSessionName {

    /** Tells apart the programs that share a server. */
    static final String PROGRAM = UUID.randomUUID().toString().substring(0, 8);

    /** PostgreSQL cuts names at 63 bytes. */
    private static final int LONGEST_PREFIX = 40;

    private static final Pattern NAME = Pattern.compile(".* " + PROGRAM + "-(\\d{1,18})");
    private static final AtomicLong LAST = new AtomicLong();

    private PooledSessionName() {}

    static String next(String prefix) {
        String start = prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX));
        return start + " " + PROGRAM + "-" + LAST.incrementAndGet();
    }

    /** @return empty for a name that was not made here */
    static OptionalLong number(@Nullable String name) {
        Matcher matcher = NAME.matcher(name == null ? "" : name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
