package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** WildFly and JBoss EAP. */
final class WildFlyServer implements TransactionServer {

    @Override
    public Optional<TransactionServices> find() {
        return Jndi.find("java:jboss/TransactionManager", TransactionManager.class)
                .flatMap(manager -> Jndi.find(
                                "java:jboss/TransactionSynchronizationRegistry",
                                TransactionSynchronizationRegistry.class)
                        .map(registry -> new TransactionServices("WildFly", manager, registry)));
    }
}
