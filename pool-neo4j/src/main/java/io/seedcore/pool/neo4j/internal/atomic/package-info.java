/**
 * Neo4j in a transaction over several databases: always the last to commit, with the decision as a node beside the
 * application's. Start at {@link io.seedcore.pool.neo4j.internal.atomic.AtomicGraph}.
 */
@NullMarked
package io.seedcore.pool.neo4j.internal.atomic;

import org.jspecify.annotations.NullMarked;
