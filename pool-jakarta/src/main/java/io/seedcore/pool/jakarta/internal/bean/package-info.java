/**
 * What one kind of database gives an application to inject, said without any CDI machinery. The extension turns it into
 * beans.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.bean;

import org.jspecify.annotations.NullMarked;
