/**
 * What a transaction costs: in an application server with one database, and over several databases. Start at {@link
 * io.seedcore.pool.benchmark.transaction.TransactionComparison}.
 */
@NullMarked
package io.seedcore.pool.benchmark.transaction;

import org.jspecify.annotations.NullMarked;
