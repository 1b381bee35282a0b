/**
 * The run command: three databases and the application on Payara Micro, each in its own process, all of them ended
 * together. Start reading at {@link io.seedcore.pool.dev.run.RunCommand}.
 */
@NullMarked
package io.seedcore.pool.dev.run;

import org.jspecify.annotations.NullMarked;
