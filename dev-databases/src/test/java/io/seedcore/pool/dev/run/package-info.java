/** The run command's parts, without the application. */
@NullMarked
package io.seedcore.pool.dev.run;

import org.jspecify.annotations.NullMarked;
