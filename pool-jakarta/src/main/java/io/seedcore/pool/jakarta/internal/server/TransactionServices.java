package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The transactions of a server. Both are the server's own singletons, safe to keep and to use from any thread.
 *
 * @param server its name, for the log
 */
public record TransactionServices(
        String server, TransactionManager manager, TransactionSynchronizationRegistry registry, Enlistment enlistment) {

    public TransactionServices(String server, TransactionManager manager, TransactionSynchronizationRegistry registry) {
        this(server, manager, registry, new JakartaEnlistment(manager));
    }
}
