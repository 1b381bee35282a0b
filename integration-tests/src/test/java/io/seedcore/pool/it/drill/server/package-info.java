/**
 * One member of an application in a server, that can be killed and stopped. {@link
 * io.seedcore.pool.it.drill.server.ServerMember} is where it takes its orders.
 */
@NullMarked
package io.seedcore.pool.it.drill.server;

import org.jspecify.annotations.NullMarked;
