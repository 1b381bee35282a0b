/**
 * Starts and ends the servers that are tested, one at a time: Arquillian's, one for each archive, and one that deploys
 * again and again. What they are told about the databases stands in {@link io.seedcore.pool.it.server.ServerSettings}.
 */
@NullMarked
package io.seedcore.pool.it.server;

import org.jspecify.annotations.NullMarked;
