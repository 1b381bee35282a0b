package io.seedcore.pool.jakarta.internal.request;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of the application, as far as they are ours to see. Thread-safe. */
public final class Requests {

    private final BeanManager beans;
    private volatile @Nullable Bean<RequestInstances> bean;

    public Requests(BeanManager beans) {
        this.beans = beans;
    }

    /** Adds the bean under which each request keeps its instances. */
    public static void register(AfterBeanDiscovery discovery) {
        discovery
                .<RequestInstances>addBean()
                .types(RequestInstances.class)
                .scope(RequestScoped.class)
                .produceWith(instance -> new RequestInstances())
                .disposeWith((instances, instance) -> instances.end());
    }

    /** Whether this is the bean that {@link #register} adds. */
    public static boolean isRegistered(Bean<?> bean) {
        return bean.getTypes().contains(RequestInstances.class);
    }

    /** Those of the running request; empty where none is running on this thread. */
    public Optional<RequestInstances> current() {
        Context context;
        try {
            context = beans.getContext(RequestScoped.class);
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
        return Optional.of(instances(context));
    }

    private RequestInstances instances(Context context) {
        Bean<RequestInstances> found = bean();
        return context.get(found, beans.createCreationalContext(found));
    }

    /** Kept, because it is asked for with each read outside a transaction. */
    @SuppressWarnings("unchecked")
    private Bean<RequestInstances> bean() {
        Bean<RequestInstances> found = bean;
        if (found == null) {
            found = (Bean<RequestInstances>) beans.resolve(beans.getBeans(RequestInstances.class));
            bean = found;
        }
        return found;
    }
}
