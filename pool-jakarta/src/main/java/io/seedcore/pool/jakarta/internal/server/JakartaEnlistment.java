package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import javax.transaction.xa.XAResource;

/** At once, by the one method that Jakarta Transactions has for it. */
record JakartaEnlistment(TransactionManager manager) implements Enlistment {

    @Override
    public boolean enlist(XAResource resource) throws RollbackException, SystemException {
        Transaction transaction = manager.getTransaction();
        if (transaction == null || !transaction.enlistResource(resource)) {
            throw new IllegalStateException("it was not enlisted");
        }
        return true;
    }

    @Override
    public void enlistAtLast(XAResource resource) {
        throw new IllegalStateException("it was enlisted when work began");
    }
}
