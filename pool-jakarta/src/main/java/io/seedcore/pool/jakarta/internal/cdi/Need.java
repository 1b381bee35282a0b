package io.seedcore.pool.jakarta.internal.cdi;

import io.seedcore.pool.jakarta.Database;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An injection point that wants a type of ours.
 *
 * @param qualifier {@code @Database} or {@code @Default}
 * @param place for people, such as {@code Orders.entityManager}
 */
record Need(Class<?> type, Annotation qualifier, String place) {

    /** Empty where it wants something else, or has further qualifiers, which are the application's. */
    static Optional<Need> of(InjectionPoint point) {
        Set<Annotation> qualifiers = point.getQualifiers();
        if (!(point.getType() instanceof Class<?> type) || qualifiers.size() != 1) {
            return Optional.empty();
        }
        Annotation qualifier = qualifiers.iterator().next();
        return qualifier instanceof Database || qualifier instanceof Default
                ? Optional.of(new Need(type, qualifier, place(point.getMember())))
                : Optional.empty();
    }

    private static String place(@Nullable Member member) {
        return member == null
                ? "an injection point"
                : member.getDeclaringClass().getName() + "." + member.getName();
    }

    /** The database it names, if it names one. */
    Optional<String> database() {
        return qualifier instanceof Database named ? Optional.of(named.value()) : Optional.empty();
    }

    /** As it stands in the source. */
    @Override
    public String toString() {
        String named = database().map(name -> "@Database(\"" + name + "\") ").orElse("");
        return "@Inject " + named + type.getSimpleName() + " at " + place;
    }
}
