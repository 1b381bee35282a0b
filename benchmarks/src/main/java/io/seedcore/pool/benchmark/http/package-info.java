/** Clients that put a running product under load over HTTP. Start reading at {@link LoadCommand}. */
@NullMarked
package io.seedcore.pool.benchmark.http;

import org.jspecify.annotations.NullMarked;
