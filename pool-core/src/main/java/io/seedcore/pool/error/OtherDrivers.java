package io.seedcore.pool.error;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** What the failures of drivers mean that are not JDBC's. */
final class OtherDrivers {

    private static final List<ErrorClassifier> CLASSIFIERS =
            ServiceLoader.load(ErrorClassifier.class, ErrorClassifier.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private OtherDrivers() {}

    static Optional<DatabaseError> find(Throwable failure) {
        return CLASSIFIERS.stream()
                .flatMap(classifier -> classifier.classify(failure).stream())
                .findFirst();
    }
}
