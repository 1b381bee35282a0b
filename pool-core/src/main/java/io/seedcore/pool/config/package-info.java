/**
 * Settings: where they come from, how each is read and checked, and the records they become.
 *
 * <p>All settings are read once, all that is wrong with them is reported at once, and nothing is ever corrected
 * silently. Start at {@link io.seedcore.pool.config.SettingsReader}.
 */
@NullMarked
package io.seedcore.pool.config;

import org.jspecify.annotations.NullMarked;
