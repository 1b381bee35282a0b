/** Goes into an application that cannot be deployed without MySQL. */
@NullMarked
package io.seedcore.pool.it.lifecycle.needy;

import org.jspecify.annotations.NullMarked;
