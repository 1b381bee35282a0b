/**
 * Neo4j and Neo4j-OGM by injection. The only package that knows their types; it is loaded only where pool-neo4j is on
 * the class path.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.graph;

import org.jspecify.annotations.NullMarked;
