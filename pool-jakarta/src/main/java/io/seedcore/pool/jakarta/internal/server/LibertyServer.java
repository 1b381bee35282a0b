package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Open Liberty and WebSphere Liberty, whose transaction manager is not in JNDI. */
final class LibertyServer implements TransactionServer {

    private static final String FACTORY = "com.ibm.tx.jta.TransactionManagerFactory";

    @Override
    public Optional<TransactionServices> find() {
        return manager()
                .flatMap(manager -> Jndi.find(
                                "java:comp/TransactionSynchronizationRegistry",
                                TransactionSynchronizationRegistry.class)
                        .map(registry -> new TransactionServices("Liberty", manager, registry)));
    }

    private static Optional<TransactionManager> manager() {
        try {
            Object manager =
                    Class.forName(FACTORY).getMethod("getTransactionManager").invoke(null);
            return manager instanceof TransactionManager found ? Optional.of(found) : Optional.empty();
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Liberty's " + FACTORY + " failed", e.getCause());
        }
    }
}
