/**
 * What differs between JDBC drivers: how a connection is opened, encrypted, identified and prepared. Start reading at
 * {@link io.seedcore.pool.internal.driver.Vendor}.
 */
@NullMarked
package io.seedcore.pool.internal.driver;

import org.jspecify.annotations.NullMarked;
