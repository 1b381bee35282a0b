/**
 * What all facades share: an object that looks its target up at each call. Facades are dynamic proxies, so that one
 * class file serves every version of the interface it stands for.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.facade;

import org.jspecify.annotations.NullMarked;
