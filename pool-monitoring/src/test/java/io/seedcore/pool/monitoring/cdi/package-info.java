@NullMarked
package io.seedcore.pool.monitoring.cdi;

import org.jspecify.annotations.NullMarked;
