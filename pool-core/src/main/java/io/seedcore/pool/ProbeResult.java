package io.seedcore.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link Pool#probe(Duration)} found.
 *
 * @param up whether the database answered in time
 * @param latency how long the answer, or its absence, took
 * @param version what the server calls itself, such as {@code PostgreSQL 17.2}; null while it has never answered
 * @param failure why it did not answer; null when it did
 */
public record ProbeResult(
        boolean up,
        Duration latency,
        @Nullable String version,
        @Nullable ProbeFailure failure) {

    /** Why it did not answer, in one line without address, user or secret; null when it did. */
    public @Nullable String error() {
        return failure == null ? null : failure.text();
    }
}
