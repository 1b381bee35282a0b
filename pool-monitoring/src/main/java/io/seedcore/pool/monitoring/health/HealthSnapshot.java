package io.seedcore.pool.monitoring.health;

import io.seedcore.pool.ProbeFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one database.
 *
 * @param database its name
 * @param up whether it answered in time when it was last asked; false while it has not been asked
 * @param since when it came to be up or down; null while it has not been asked
 * @param checkedAt when it was last asked; null while it has not been asked
 * @param latency how long the last answer, or its absence, took; zero while it has not been asked
 * @param version what the server calls itself; null while it has never answered
 * @param lastFailure why it was down when it last was, or is; null while it has never been down
 * @param lastFailureAt when that was found last; null while it has never been down
 */
public record HealthSnapshot(
        String database,
        boolean up,
        @Nullable Instant since,
        @Nullable Instant checkedAt,
        Duration latency,
        @Nullable String version,
        @Nullable ProbeFailure lastFailure,
        @Nullable Instant lastFailureAt) {

    static HealthSnapshot notYetKnown(String database) {
        return new HealthSnapshot(database, false, null, null, Duration.ZERO, null, null, null);
    }

    HealthSnapshot next(
            boolean nowUp, Instant now, Duration took, @Nullable String nowVersion, @Nullable ProbeFailure failure) {
        return new HealthSnapshot(
                database,
                nowUp,
                since == null || nowUp != up ? now : since,
                now,
                took,
                nowVersion == null ? version : nowVersion,
                failure == null ? lastFailure : failure,
                failure == null ? lastFailureAt : now);
    }

    /** Why it is down, in one line without address, user or secret; null when it is up. */
    public @Nullable String error() {
        if (up) {
            return null;
        }
        return lastFailure == null ? "not yet known: the first check has not ended" : lastFailure.text();
    }

    /** Whether the database has been asked at all. */
    public boolean known() {
        return checkedAt != null;
    }
}
