package io.seedcore.pool.jakarta.internal.server;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of the server that this application runs on, looked for until the application has started. */
public final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private final List<TransactionServer> servers;
    private volatile Optional<TransactionServices> found = Optional.empty();
    private volatile boolean settled;

    public Transactions(BeanManager beans) {
        this.servers = List.of(new PayaraServer(), new WildFlyServer(), new LibertyServer(), new InjectedServer(beans));
    }

    /** Empty where there is no transaction manager, as in plain Java SE. */
    public Optional<TransactionServices> services() {
        return found.isPresent() || settled ? found : look();
    }

    /**
     * Takes what is there now for good. To be called on a thread of the started application, where every name can be
     * looked up.
     */
    public void settle() {
        Optional<TransactionServices> services = services();
        settled = true;
        if (services.isEmpty()
                && Jndi.find(REGISTRY, TransactionSynchronizationRegistry.class).isPresent()) {
            LOG.warn(
                    "SCP-329 This server has transactions, but its transaction manager is not known here, so @Transactional"
                            + " does not reach the databases. Known are Payara, GlassFish, WildFly, Liberty, and any"
                            + " that gives a TransactionManager to inject.");
        } else {
            LOG.info(
                    "Transactions: {}",
                    services.map(TransactionServices::server).orElse("none"));
        }
    }

    private synchronized Optional<TransactionServices> look() {
        if (found.isEmpty()) {
            found = servers.stream().flatMap(server -> server.find().stream()).findFirst();
        }
        return found;
    }
}
