package io.seedcore.pool;

import io.seedcore.pool.event.ConnectError;
import org.jspecify.annotations.Nullable;

/**
 * Why a database did not answer a probe. No part of it has an address, a user or a secret.
 *
 * @param type the kind of failure
 * @param code what the server or its driver calls it: an SQLState, or a code of Neo4j; null where neither said one
 * @param text the same in one line
 */
public record ProbeFailure(ConnectError type, @Nullable String code, String text) {

    /** Nothing was heard in time. */
    public static ProbeFailure silence(String text) {
        return new ProbeFailure(ConnectError.UNREACHABLE, null, text);
    }

    /** Something else than the database kept it from being asked. */
    public static ProbeFailure other(String text) {
        return new ProbeFailure(ConnectError.OTHER, null, text);
    }
}
