/** Neo4j pools against their settings and a real database. */
@NullMarked
package io.seedcore.pool.neo4j;

import org.jspecify.annotations.NullMarked;
