package io.seedcore.pool.resilience;

import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CircuitState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link Circuit} is in at one moment. Never changes; a transition makes another. */
sealed interface Phase {

    /** Counts the changes between the two phases, so that results from before a change are known as such. */
    long era();

    CircuitState state();

    /** Connects are allowed. */
    record Closed(long era, int failuresInSequence) implements Phase {

        @Override
        public CircuitState state() {
            return CircuitState.CLOSED;
        }
    }

    /**
     * Connects are refused, but for one probe at each next try.
     *
     * @param failures tries that failed since the phase began
     * @param nextTry in terms of the circuit's clock
     * @param probe the latest try, until it has its result
     */
    record Barred(
            long era,
            Backoff backoff,
            ErrorCategory category,
            Throwable cause,
            int failures,
            long nextTry,
            @Nullable Permit probe)
            implements Phase {

        /** A database that has only no room for more is not down. */
        @Override
        public CircuitState state() {
            if (backoff == Backoff.FULL) {
                return CircuitState.CLOSED;
            }
            return probe == null ? CircuitState.OPEN : CircuitState.HALF_OPEN;
        }

        boolean isDue(long now) {
            return nextTry - now <= 0;
        }

        Refusal refusal(long now) {
            return new Refusal(category, cause, Duration.ofNanos(Math.max(0, nextTry - now)));
        }

        Barred probing(Permit permit, long nextTry) {
            return new Barred(era, backoff, category, cause, failures, nextTry, permit);
        }

        Barred dueAt(long nextTry) {
            return new Barred(era, backoff, category, cause, failures, nextTry, probe);
        }

        Barred withoutProbe() {
            return new Barred(era, backoff, category, cause, failures, nextTry, null);
        }
    }
}
