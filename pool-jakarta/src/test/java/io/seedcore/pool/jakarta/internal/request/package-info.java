@NullMarked
package io.seedcore.pool.jakarta.internal.request;

import org.jspecify.annotations.NullMarked;
