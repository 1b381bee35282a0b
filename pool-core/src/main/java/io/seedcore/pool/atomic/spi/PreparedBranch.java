package io.seedcore.pool.atomic.spi;

import io.seedcore.pool.atomic.TransactionId;
import java.time.Duration;
import java.util.Optional;

/**
 * A branch that is prepared in a database.
 *
 * @param number the participant's number within its transaction
 * @param owner as whom, or on which session, it must be finished; empty where that makes no difference
 * @param age since when, by the database's clock; empty where the database does not know
 */
public record PreparedBranch(TransactionId id, int number, Optional<String> owner, Optional<Duration> age) {}
