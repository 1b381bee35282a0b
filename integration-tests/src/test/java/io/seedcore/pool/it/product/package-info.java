/** The product itself in the root context, asked from outside as any client would, against its contract. */
@NullMarked
package io.seedcore.pool.it.product;

import org.jspecify.annotations.NullMarked;
