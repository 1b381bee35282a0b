package io.seedcore.pool.jakarta.internal.cdi;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.config.PoolSettings;
import io.seedcore.pool.config.StartMode;
import io.seedcore.pool.jakarta.internal.bean.DatabaseBeans;
import io.seedcore.pool.jakarta.internal.entity.EntityCatalog;
import io.seedcore.pool.jakarta.internal.graph.GraphBeans;
import io.seedcore.pool.jakarta.internal.persistence.RelationalBeans;
import io.seedcore.pool.jakarta.internal.request.Requests;
import io.seedcore.pool.jakarta.internal.server.Transactions;
import io.seedcore.pool.jakarta.internal.server.WorkExecutors;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom;
import io.seedcore.pool.spi.SettingsLocator;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of ours that one application has, put together. */
final class Application implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final ClassLoader loader;
    private final PoolRegistry registry;
    private final Transactions transactions;
    private final WorkExecutors executors;
    private final List<DatabaseBeans> kinds;

    private Application(
            ClassLoader loader,
            PoolRegistry registry,
            Transactions transactions,
            WorkExecutors executors,
            List<DatabaseBeans> kinds) {
        this.loader = loader;
        this.registry = registry;
        this.transactions = transactions;
        this.executors = executors;
        this.kinds = kinds;
    }

    /** Reads the settings; connects to nothing. */
    static Application create(ClassLoader loader, BeanManager beans) {
        PoolRegistry registry = PoolRegistry.of(SettingsLocator.ofApplication(loader));
        Transactions transactions = new Transactions(beans);
        TransactionRoom room = new TransactionRoom(transactions::services, registry::transactions);
        WorkExecutors executors = new WorkExecutors(loader);
        Requests requests = new Requests(beans);
        EntityCatalog entities = new EntityCatalog(loader);
        List<DatabaseBeans> kinds = new ArrayList<>();
        kinds.add(new RelationalBeans(registry, room, executors, requests, entities, beans));
        if (OptionalParts.graph()) {
            kinds.add(new GraphBeans(registry, room, executors, requests, entities));
        }
        return new Application(loader, registry, transactions, executors, List.copyOf(kinds));
    }

    PoolRegistry registry() {
        return registry;
    }

    List<Offer> offers() {
        return kinds.stream().map(kind -> new Offer(kind, registry)).toList();
    }

    /** Connects where the settings ask for it. */
    void connect() {
        registry.start();
    }

    /**
     * Opens what stands over the pools, where the settings ask for a connection at start; and looks, in the background, for
     * transactions that a member left behind.
     */
    void open() {
        transactions.settle();
        executors.settle();
        registry.transactions();
        for (PoolSettings settings : registry.settings()) {
            kinds.stream().filter(kind -> kind.serves(settings)).findFirst().ifPresent(kind -> open(kind, settings));
        }
    }

    private void open(DatabaseBeans kind, PoolSettings settings) {
        if (settings.start() == StartMode.REQUIRED) {
            kind.open(settings.name());
        } else if (settings.start() == StartMode.EAGER) {
            Thread thread = new Thread(() -> tryToOpen(kind, settings.name()), "seedcore-open-" + settings.name());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            thread.start();
        }
    }

    private static void tryToOpen(DatabaseBeans kind, String database) {
        try {
            kind.open(database);
        } catch (RuntimeException e) {
            LOG.warn("{}: not opened at start; it is tried again on first use. {}", database, e.getMessage());
        }
    }

    /**
     * The pools first, which wait for work that is under way. It needs what stands over them to the end, to write what it has
     * changed when it commits. Then that, then the threads on which connections are used.
     */
    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            try {
                kinds.forEach(DatabaseBeans::close);
            } finally {
                executors.close();
            }
        }
    }
}
