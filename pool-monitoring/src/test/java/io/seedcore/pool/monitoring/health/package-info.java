@NullMarked
package io.seedcore.pool.monitoring.health;

import org.jspecify.annotations.NullMarked;
