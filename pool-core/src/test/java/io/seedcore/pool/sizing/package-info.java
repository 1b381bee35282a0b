@NullMarked
package io.seedcore.pool.sizing;

import org.jspecify.annotations.NullMarked;
