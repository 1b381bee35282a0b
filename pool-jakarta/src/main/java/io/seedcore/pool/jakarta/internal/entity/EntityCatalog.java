package io.seedcore.pool.jakarta.internal.entity;

import io.seedcore.pool.jakarta.internal.entity.MappedClass.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The application's entities, looked for when they are first needed. Thread-safe. */
public final class EntityCatalog {

    private final ClassLoader loader;
    private @Nullable List<MappedClass> classes;

    /** @param loader the application's; what it finds itself is searched, not what its parents find */
    public EntityCatalog(ClassLoader loader) {
        this.loader = loader;
    }

    public ClassLoader loader() {
        return loader;
    }

    /** The names of the classes that Jakarta Persistence maps in {@code database}. */
    public Set<String> relational(String database, boolean isDefault) {
        return names(EnumSet.of(Role.ENTITY, Role.HELPER), database, isDefault);
    }

    /** The names of the classes that Neo4j-OGM maps in {@code database}. */
    public Set<String> graph(String database, boolean isDefault) {
        return names(EnumSet.of(Role.GRAPH_ENTITY), database, isDefault);
    }

    private Set<String> names(Set<Role> roles, String database, boolean isDefault) {
        return classes().stream()
                .filter(type -> roles.contains(type.role()) && type.belongsTo(database, isDefault))
                .map(MappedClass::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private synchronized List<MappedClass> classes() {
        List<MappedClass> found = classes;
        if (found == null) {
            found = EntityScan.of(loader);
            classes = found;
        }
        return found;
    }
}
