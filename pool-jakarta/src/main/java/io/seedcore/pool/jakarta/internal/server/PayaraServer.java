package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** Payara and GlassFish. These names, unlike {@code java:comp}, are found from every thread. */
final class PayaraServer implements TransactionServer {

    @Override
    public Optional<TransactionServices> find() {
        return Jndi.find("java:appserver/TransactionManager", TransactionManager.class)
                .flatMap(manager -> Jndi.find(
                                "java:appserver/TransactionSynchronizationRegistry",
                                TransactionSynchronizationRegistry.class)
                        .map(registry -> new TransactionServices("Payara", manager, registry, enlistment(manager))));
    }

    private static Enlistment enlistment(TransactionManager manager) {
        return PayaraTransactionManager.of(manager)
                .<Enlistment>map(PayaraEnlistment::new)
                .orElseGet(() -> new JakartaEnlistment(manager));
    }
}
