/**
 * Neo4j as a pool like the others: a Bolt driver and a Neo4j-OGM {@code SessionFactory} over it, from the same kind of
 * settings. Start at {@link io.seedcore.pool.neo4j.GraphPool}.
 */
@NullMarked
package io.seedcore.pool.neo4j;

import org.jspecify.annotations.NullMarked;
