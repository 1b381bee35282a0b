/**
 * Applications that come and go in one server, each with settings of its own: redeployed, refused, guarded by a token,
 * left without a database, held up by one.
 */
@NullMarked
package io.seedcore.pool.it.lifecycle;

import org.jspecify.annotations.NullMarked;
