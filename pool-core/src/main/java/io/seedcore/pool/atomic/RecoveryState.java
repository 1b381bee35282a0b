package io.seedcore.pool.atomic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What recovery saw and did.
 *
 * @param inDoubt transactions of ours that are prepared somewhere and were not ended by the last scan; those of the last few
 *     seconds, which their coordinators are still at, included
 * @param oldest how long the oldest of them has been prepared; zero where there is none
 * @param lastScan when the last scan ended that reached every database; empty before the first
 * @param settled transactions that recovery has ended since the start
 * @param foreign branches of our form that are none of our business: another realm, or stores that nobody here knows
 * @param handSettled branches that somebody else must have ended by hand, suspected or known, since the start
 */
public record RecoveryState(
        int inDoubt, Duration oldest, Optional<Instant> lastScan, long settled, int foreign, long handSettled) {}
