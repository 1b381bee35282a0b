package io.seedcore.pool.jakarta;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.io.Serial;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a database.
 *
 * <p>At an injection point: which one is meant. Without it, the only one of its kind, or among several PostgreSQL.
 *
 * <pre>{@code
 * @Inject @Database("mysql") EntityManager orders;
 * }</pre>
 *
 * <p>On an entity, or on the {@code package-info.java} of its package: where the entity is stored. Without it, where
 * injection without it leads.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER, ElementType.PACKAGE})
public @interface Database {

    /** {@code postgresql}, {@code mysql}, {@code neo4j}, or a name from {@code SEEDCORE_DATABASES}. */
    String value();

    /** For looking a bean up by program: {@code CDI.current().select(DataSource.class, Database.Literal.of("mysql"))}. */
    final class Literal extends AnnotationLiteral<Database> implements Database {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
