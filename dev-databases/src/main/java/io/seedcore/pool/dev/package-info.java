/**
 * Real databases for a test, a benchmark or the run command: PostgreSQL, MySQL (MariaDB unless a container was asked
 * for) and Neo4j, each in a process of its own, with password authentication on.
 * Start reading at {@link io.seedcore.pool.dev.DevDatabases}.
 */
@NullMarked
package io.seedcore.pool.dev;

import org.jspecify.annotations.NullMarked;
