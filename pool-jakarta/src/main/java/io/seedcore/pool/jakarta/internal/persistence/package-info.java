/**
 * Jakarta Persistence by injection: one Hibernate persistence unit for each relational database, opened on first use,
 * and the facades through which an application uses it. Start at
 * {@link io.seedcore.pool.jakarta.internal.persistence.PersistenceUnit}.
 */
@NullMarked
package io.seedcore.pool.jakarta.internal.persistence;

import org.jspecify.annotations.NullMarked;
