package io.seedcore.pool.jakarta.internal.cdi;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.jakarta.internal.request.Requests;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the beans of the configured databases to an application.
 *
 * <p>First it notes what the application has and wants, then it adds what is missing. When also the beans that other
 * extensions made are known, which containers tell only afterwards, it explains what it cannot give. Last it starts and
 * stops the pools with the application.
 */
public final class PoolExtension implements Extension {

    private final ApplicationBeans others = new ApplicationBeans();
    private final ApplicationBeans ours = new ApplicationBeans();
    private final Set<String> classes = new HashSet<>();
    private final List<Need> needs = new ArrayList<>();
    private List<Offer> offers = List.of();
    private @Nullable UnservedNeeds unserved;
    private @Nullable Application application;

    void note(@Observes ProcessBean<?> event) {
        ApplicationBeans kept = isOurs(event) ? ours : others;
        kept.add(event.getBean());
        if (event instanceof ProcessManagedBean<?>) {
            classes.add(event.getBean().getBeanClass().getName());
        }
    }

    private boolean isOurs(ProcessBean<?> event) {
        return event instanceof ProcessSyntheticBean<?> made && made.getSource() == this;
    }

    /** Those of components that are no beans, such as servlets, are found after all beans are known. */
    void note(@Observes ProcessInjectionPoint<?, ?> event) {
        Optional<Need> need = Need.of(event.getInjectionPoint());
        UnservedNeeds known = unserved;
        if (known == null) {
            need.ifPresent(needs::add);
        } else {
            known.report(need.stream().toList()).ifPresent(event::addDefinitionError);
        }
    }

    /** After every other extension, so that the container tells what they made before it tells of ours. */
    void addBeans(
            @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 900) AfterBeanDiscovery event, BeanManager beans) {
        try {
            Application created = Application.create(loader(), beans);
            application = created;
            addBeans(event, created);
        } catch (PoolException e) {
            event.addDefinitionError(e);
        }
    }

    private static ClassLoader loader() {
        return Objects.requireNonNullElseGet(
                Thread.currentThread().getContextClassLoader(), PoolExtension.class::getClassLoader);
    }

    private void addBeans(AfterBeanDiscovery event, Application created) {
        if (!others.have(PoolRegistry.class, Default.Literal.INSTANCE)) {
            event.<PoolRegistry>addBean()
                    .types(PoolRegistry.class, Object.class)
                    .scope(Singleton.class)
                    .produceWith(instance -> created.registry());
        }
        offers = created.offers();
        offers.forEach(offer -> offer.addTo(event, others));
        Requests.register(event);
    }

    /** With the last of our beans, all are known. */
    void explain(@Observes ProcessSyntheticBean<?> event) {
        if (isOurs(event) && Requests.isRegistered(event.getBean())) {
            UnservedNeeds explained = new UnservedNeeds(offers, ours, others);
            explained.report(needs).ifPresent(event::addDefinitionError);
            unserved = explained;
        }
    }

    void connect(@Observes AfterDeploymentValidation event) {
        running().registry().beans().add(classes);
        try {
            running().connect();
        } catch (PoolException e) {
            running().close();
            event.addDeploymentProblem(e);
        }
    }

    /** Only now are the transaction manager's names there to be looked up. */
    void open(@Observes @Initialized(ApplicationScoped.class) Object event) {
        running().open();
    }

    void close(@Observes BeforeShutdown event) {
        if (application != null) {
            application.close();
        }
    }

    private Application running() {
        return Objects.requireNonNull(application, "The application was not created");
    }
}
