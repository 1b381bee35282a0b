@NullMarked
package io.seedcore.pool.jakarta.internal.entity;

import org.jspecify.annotations.NullMarked;
