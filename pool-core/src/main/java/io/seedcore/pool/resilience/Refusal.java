package io.seedcore.pool.resilience;

import io.seedcore.pool.error.ErrorCategory;
import java.time.Duration;

/**
 * Why no connection may be opened now.
 *
 * @param category what the last failure was
 * @param cause the last failure itself, as the driver threw it
 * @param nextTry until another attempt is let through; zero or more
 */
public record Refusal(ErrorCategory category, Throwable cause, Duration nextTry) {

    /**
     * Whether the database serves the connections that exist and only has no room for more. A caller then waits for one
     * of them to come back; in all other cases it fails at once.
     */
    public boolean onlyGrowth() {
        return category == ErrorCategory.FULL;
    }
}
