/** Tests of what no caller sees. */
@NullMarked
package io.seedcore.pool.neo4j.internal;

import org.jspecify.annotations.NullMarked;
