package io.seedcore.pool.jakarta.internal.server;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** Java SE with a transaction manager that brings its own beans, as Narayana does. */
final class InjectedServer implements TransactionServer {

    private final BeanManager beans;

    InjectedServer(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public Optional<TransactionServices> find() {
        return bean(TransactionManager.class)
                .flatMap(manager -> bean(TransactionSynchronizationRegistry.class)
                        .map(registry -> new TransactionServices("CDI", manager, registry)));
    }

    private <T> Optional<T> bean(Class<T> type) {
        Instance<T> instance = beans.createInstance().select(type);
        return instance.isResolvable() ? Optional.of(instance.get()) : Optional.empty();
    }
}
