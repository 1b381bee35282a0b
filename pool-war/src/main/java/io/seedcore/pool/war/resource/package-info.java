/**
 * What answers at each path. The names of the JSON keys are a promise to users.
 */
@NullMarked
package io.seedcore.pool.war.resource;

import org.jspecify.annotations.NullMarked;
