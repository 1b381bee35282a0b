package io.seedcore.pool.jakarta.internal.entity;

import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import io.seedcore.pool.jakarta.Database;
import io.seedcore.pool.jakarta.internal.entity.MappedClass.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads class files, without loading the classes. */
final class EntityScan {

    private static final Map<String, Role> ANNOTATIONS = Map.of(
            "jakarta.persistence.Entity", Role.ENTITY,
            "jakarta.persistence.MappedSuperclass", Role.HELPER,
            "jakarta.persistence.Embeddable", Role.HELPER,
            "jakarta.persistence.Converter", Role.HELPER,
            "org.neo4j.ogm.annotation.NodeEntity", Role.GRAPH_ENTITY,
            "org.neo4j.ogm.annotation.RelationshipEntity", Role.GRAPH_ENTITY);

    /** Large ones that an application brings along with this one, and that have no entities for it. */
    private static final String[] LIBRARIES = {
        "com.fasterxml",
        "com.mysql",
        "com.sun",
        "io.netty",
        "jakarta",
        "net.bytebuddy",
        "org.antlr",
        "org.glassfish",
        "org.hibernate",
        "org.jboss",
        "org.mariadb",
        "org.neo4j",
        "org.postgresql",
        "reactor"
    };

    private EntityScan() {}

    /** What the application itself brings, but for what its own units have; its parent class loaders are the server's. */
    static List<MappedClass> of(ClassLoader loader) {
        Set<String> ofOwnUnits = OwnUnits.classes(loader);
        try (ScanResult scan = new ClassGraph()
                .overrideClassLoaders(loader)
                .ignoreParentClassLoaders()
                .enableAnnotationInfo()
                .ignoreClassVisibility()
                .disableRuntimeInvisibleAnnotations()
                .rejectPackages(LIBRARIES)
                .scan(1)) {
            List<MappedClass> found = new ArrayList<>();
            ANNOTATIONS.forEach((annotation, role) -> scan.getClassesWithAnnotation(annotation)
                    .forEach(type -> found.add(new MappedClass(type.getName(), role, database(type)))));
            found.removeIf(type -> type.database().isEmpty() && ofOwnUnits.contains(type.name()));
            return found;
        }
    }

    private static Optional<String> database(ClassInfo type) {
        return value(type.getAnnotationInfo(Database.class.getName()))
                .or(() -> Optional.ofNullable(type.getPackageInfo())
                        .flatMap(name -> value(name.getAnnotationInfo(Database.class.getName()))));
    }

    private static Optional<String> value(@Nullable AnnotationInfo annotation) {
        return Optional.ofNullable(annotation)
                .map(info -> String.valueOf(info.getParameterValues().getValue("value")));
    }
}
