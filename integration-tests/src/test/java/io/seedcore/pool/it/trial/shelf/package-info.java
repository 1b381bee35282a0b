/** Entities without a word on where they are stored; they are in a jar of their own, without any XML. */
@NullMarked
package io.seedcore.pool.it.trial.shelf;

import org.jspecify.annotations.NullMarked;
