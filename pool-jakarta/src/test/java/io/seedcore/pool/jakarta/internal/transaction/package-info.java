@NullMarked
package io.seedcore.pool.jakarta.internal.transaction;

import org.jspecify.annotations.NullMarked;
