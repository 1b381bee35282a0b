@NullMarked
package io.seedcore.pool.monitoring.microprofile.health;

import org.jspecify.annotations.NullMarked;
