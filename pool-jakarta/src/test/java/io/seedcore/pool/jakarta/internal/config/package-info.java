@NullMarked
package io.seedcore.pool.jakarta.internal.config;

import org.jspecify.annotations.NullMarked;
