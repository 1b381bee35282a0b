package io.seedcore.pool.jakarta.internal.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;

/** Which beans some side has, by type and qualifier. */
final class ApplicationBeans {

    private final Set<Known> known = new HashSet<>();

    private record Known(String type, Annotation qualifier) {}

    void add(Bean<?> bean) {
        bean.getTypes()
                .forEach(type ->
                        bean.getQualifiers().forEach(qualifier -> known.add(new Known(type.getTypeName(), qualifier))));
    }

    boolean have(Class<?> type, Annotation qualifier) {
        return known.contains(new Known(type.getName(), qualifier));
    }
}
