/**
 * The Bolt driver and Neo4j-OGM behind {@link io.seedcore.pool.neo4j.GraphPool}. Closed to other modules. Start at
 * {@link io.seedcore.pool.neo4j.internal.GraphPoolProvider}.
 */
@NullMarked
package io.seedcore.pool.neo4j.internal;

import org.jspecify.annotations.NullMarked;
