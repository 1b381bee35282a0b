/**
 * What is deployed in the application server: one row is inserted and read again in a transaction, in each of the ways that
 * are compared. Start at {@link io.seedcore.pool.benchmark.transaction.application.MeasureServlet}.
 */
@NullMarked
package io.seedcore.pool.benchmark.transaction.application;

import org.jspecify.annotations.NullMarked;
