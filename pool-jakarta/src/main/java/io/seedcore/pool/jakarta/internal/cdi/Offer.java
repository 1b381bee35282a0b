package io.seedcore.pool.jakarta.internal.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.jakarta.Database;
import io.seedcore.pool.jakarta.internal.bean.BeanRecipe;
import io.seedcore.pool.jakarta.internal.bean.DatabaseBeans;
import io.seedcore.pool.jakarta.internal.bean.DefaultDatabase;
import io.seedcore.pool.jakarta.internal.facade.BeanReference;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The databases of one kind that are configured, as beans. */
final class Offer {

    private final DatabaseBeans kind;
    private final List<String> names;
    private final Optional<String> byDefault;

    Offer(DatabaseBeans kind, PoolRegistry registry) {
        this.kind = kind;
        this.names = registry.settings().stream()
                .filter(kind::serves)
                .map(PoolSettings::name)
                .toList();
        this.byDefault = DefaultDatabase.among(names, kind.preferred());
    }

    DatabaseBeans kind() {
        return kind;
    }

    List<String> names() {
        return names;
    }

    Optional<String> byDefault() {
        return byDefault;
    }

    void addTo(AfterBeanDiscovery discovery, ApplicationBeans others) {
        for (String name : names) {
            kind.recipes(name).forEach(recipe -> add(discovery, name, recipe, qualifiers(name, recipe.type(), others)));
        }
    }

    /**
     * Ours step back one by one: who makes an own bean for one name keeps the rest. Only beans of classes, producers and
     * the server are known by now, and not those that other extensions make.
     */
    private Set<Annotation> qualifiers(String name, Class<?> type, ApplicationBeans others) {
        Set<Annotation> qualifiers = new LinkedHashSet<>();
        qualifiers.add(Database.Literal.of(name));
        if (byDefault.filter(name::equals).isPresent()) {
            qualifiers.add(Default.Literal.INSTANCE);
        }
        qualifiers.removeIf(qualifier -> others.have(type, qualifier));
        return qualifiers;
    }

    private static <T> void add(
            AfterBeanDiscovery discovery, String name, BeanRecipe<T> recipe, Set<Annotation> qualifiers) {
        if (!qualifiers.isEmpty()) {
            discovery
                    .<T>addBean()
                    .id(BeanReference.to(recipe.type(), name).id())
                    .types(recipe.type(), Object.class)
                    .qualifiers(qualifiers.toArray(Annotation[]::new))
                    .scope(recipe.scope())
                    .produceWith(instance -> recipe.create().get())
                    .disposeWith((made, instance) -> recipe.close().accept(made));
        }
    }
}
