package io.seedcore.pool.jakarta.internal.persistence;

import io.seedcore.pool.jakarta.internal.server.TransactionServices;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.io.Serial;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.jspecify.annotations.Nullable;

/** The server's transactions, as Hibernate wants them. */
final class RoomJtaPlatform implements JtaPlatform {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient TransactionServices services;

    RoomJtaPlatform(TransactionServices services) {
        this.services = services;
    }

    @Override
    public TransactionManager retrieveTransactionManager() {
        return services.manager();
    }

    @Override
    public @Nullable UserTransaction retrieveUserTransaction() {
        return null;
    }

    @Override
    public Object getTransactionIdentifier(Transaction transaction) {
        return transaction;
    }

    @Override
    public boolean canRegisterSynchronization() {
        return getCurrentStatus() == Status.STATUS_ACTIVE;
    }

    @Override
    public void registerSynchronization(Synchronization synchronization) {
        services.registry().registerInterposedSynchronization(synchronization);
    }

    @Override
    public int getCurrentStatus() {
        return services.registry().getTransactionStatus();
    }
}
