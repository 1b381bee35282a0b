package io.seedcore.pool.atomic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it stands in a database.
 *
 * @param participants the databases that have a branch: {@code NAME@STORE}, the name that its coordinator has for it and the id
 *     of the store in it, or the name alone where it has none; empty for a decision that recovery made
 * @param created when it was written, on that database's clock
 * @param resolver who acted on it besides the coordinator; null for nobody
 * @param now what that database's clock showed when it was read
 */
public record Marker(
        TransactionId id,
        Decision decision,
        List<String> participants,
        Instant created,
        @Nullable String resolver,
        Instant now) {

    public Marker {
        participants = List.copyOf(participants);
    }
}
