/** The libraries without any server: CDI in plain Java, and nothing of MicroProfile. */
@NullMarked
package io.seedcore.pool.it.se;

import org.jspecify.annotations.NullMarked;
