/** A process that runs Payara Micro and deploys, undeploys and deploys again as it is told. */
@NullMarked
package io.seedcore.pool.it.launcher;

import org.jspecify.annotations.NullMarked;
