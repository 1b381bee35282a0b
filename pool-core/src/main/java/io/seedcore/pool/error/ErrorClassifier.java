package io.seedcore.pool.error;

import java.util.Optional;

/**
 * Knows the failures of a driver that throws no {@link java.sql.SQLException}. Found by {@link java.util.ServiceLoader};
 * thread-safe.
 */
public interface ErrorClassifier {

    /**
     * What {@code failure} itself, without what is behind it, means if it came while a statement was carried out.
     *
     * @return empty where it is not of this driver
     */
    Optional<DatabaseError> classify(Throwable failure);
}
