/** Entities for the tests: people who know each other. */
@NullMarked
package io.seedcore.pool.neo4j.model;

import org.jspecify.annotations.NullMarked;
