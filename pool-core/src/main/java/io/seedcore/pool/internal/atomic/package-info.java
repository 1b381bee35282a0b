/**
 * The commit protocol on real databases: what PostgreSQL, MySQL and MariaDB do for it, and who runs its state machines.
 * Start at {@link io.seedcore.pool.internal.atomic.JdbcParticipant} and
 * {@link io.seedcore.pool.internal.atomic.JdbcDatabase}.
 */
@NullMarked
package io.seedcore.pool.internal.atomic;

import org.jspecify.annotations.NullMarked;
