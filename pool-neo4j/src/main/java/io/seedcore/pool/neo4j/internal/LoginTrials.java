package io.seedcore.pool.neo4j.internal;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One trial of the login for each server of a pool: each counts wrong passwords for itself, and one that is silent must
 * not keep the others from being connected to. Thread-safe.
 */
final class LoginTrials {

    private final boolean mayChange;
    private final Map<String, LoginTrial> servers = new ConcurrentHashMap<>();

    /** @param mayChange whether the login may be another one later */
    LoginTrials(boolean mayChange) {
        this.mayChange = mayChange;
    }

    LoginTrial of(URI server) {
        return servers.computeIfAbsent(server.getAuthority(), name -> new LoginTrial(mayChange));
    }
}
