/**
 * Settings from MicroProfile Config, found by {@link io.seedcore.pool.spi.SettingsLocator} where the server has it.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.config;

import org.jspecify.annotations.NullMarked;
