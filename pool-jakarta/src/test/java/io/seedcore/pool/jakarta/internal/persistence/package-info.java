@NullMarked
package io.seedcore.pool.jakarta.internal.persistence;

import org.jspecify.annotations.NullMarked;
