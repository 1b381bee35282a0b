/**
 * What runs in the small process beside each database: it prepares and starts the server, stops and starts it on order,
 * and, as soon as its standard input ends, ends the server and deletes its files. So nothing is left when the process
 * that wanted the database is killed. Start reading at {@link io.seedcore.pool.dev.guardian.Guardian}.
 */
@NullMarked
package io.seedcore.pool.dev.guardian;

import org.jspecify.annotations.NullMarked;
