/**
 * The room in which the databases of one JTA transaction meet. The transaction manager sees all of them as one resource;
 * how they are committed together is pool-core's to know ({@link io.seedcore.pool.atomic.OpenTransaction}). Start at
 * {@link io.seedcore.pool.jakarta.internal.transaction.TransactionRoom}.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.transaction;

import org.jspecify.annotations.NullMarked;
