/**
 * A Neo4j server in a JVM of its own: the only place where Neo4j's own jars are on a class path.
 * {@link io.seedcore.pool.dev.neo4j.Neo4jServer} takes its orders on standard input and answers on standard output.
 */
@NullMarked
package io.seedcore.pool.dev.neo4j;

import org.jspecify.annotations.NullMarked;
