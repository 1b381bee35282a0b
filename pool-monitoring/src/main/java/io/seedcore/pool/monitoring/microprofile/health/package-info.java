/**
 * MicroProfile Health over what the monitor remembers. Loaded only where its interfaces are.
 */
@NullMarked
package io.seedcore.pool.monitoring.microprofile.health;

import org.jspecify.annotations.NullMarked;
