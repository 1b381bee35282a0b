/** What an application sees, tried in Java SE with a real container, transaction manager and databases. */
@NullMarked
package io.seedcore.pool.jakarta;

import org.jspecify.annotations.NullMarked;
