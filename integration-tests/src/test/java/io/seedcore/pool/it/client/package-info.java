/** How the tests ask a server, and the databases behind its back. */
@NullMarked
package io.seedcore.pool.it.client;

import org.jspecify.annotations.NullMarked;
