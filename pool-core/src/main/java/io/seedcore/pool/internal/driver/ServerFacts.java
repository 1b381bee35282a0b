package io.seedcore.pool.internal.driver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about itself and about the user who logged in.
 *
 * @param outdated the server's name and version where it is older than those supported; null where it is not
 * @param idleSetting the server's setting that ends idle sessions
 * @param idleLimit after which it does so; zero for never
 * @param maxConnections sessions it admits, those of administrators included
 * @param reserved of these, those it keeps for administrators
 * @param userLimit sessions it admits for this user; negative or zero for no limit of their own
 * @param statementTimeout in force for this session; zero for none
 * @param encrypted whether this session is
 */
record ServerFacts(
        @Nullable String outdated,
        String idleSetting,
        Duration idleLimit,
        int maxConnections,
        int reserved,
        int userLimit,
        Duration statementTimeout,
        boolean encrypted) {}
