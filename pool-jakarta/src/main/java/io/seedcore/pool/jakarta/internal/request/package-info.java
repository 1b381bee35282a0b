/**
 * Instances that belong to one request and end with it, for use outside transactions.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.request;

import org.jspecify.annotations.NullMarked;
