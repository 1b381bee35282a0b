package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import javax.transaction.xa.XAResource;

/**
 * As the single resource of a local transaction where nobody else is in it when it completes, which Payara commits without the
 * coordinator, logs and sections in memory of a distributed one. Others that come meanwhile find the transaction free.
 *
 * <p>Only the reaper of distributed transactions ends one whose time is up while its thread is busy, so one with a time limit
 * becomes distributed at once.
 */
record PayaraEnlistment(PayaraTransactionManager manager) implements Enlistment {

    @Override
    public boolean enlist(XAResource resource) throws RollbackException, SystemException {
        Transaction transaction = running();
        if (!manager.hasTimeLimit() && manager.isLocal(transaction)) {
            return false;
        }
        manager.enlist(transaction, new Part(manager, transaction, resource, true));
        return true;
    }

    @Override
    public void enlistAtLast(XAResource resource) throws RollbackException, SystemException {
        Transaction transaction = running();
        boolean shared = !manager.isLocal(transaction) || manager.hasSingleResource(transaction);
        manager.enlist(transaction, new Part(manager, transaction, resource, shared));
    }

    private Transaction running() throws SystemException {
        Transaction transaction = manager.transaction();
        if (transaction == null) {
            throw new IllegalStateException("there is none");
        }
        return transaction;
    }

    /** The server turns a local transaction into a distributed one when another resource comes, and then asks again. */
    private record Part(
            PayaraTransactionManager manager, Transaction transaction, XAResource whole, boolean distributed)
            implements PayaraTransactionManager.Resource {

        @Override
        public XAResource resource() {
            return manager.isLocal(transaction) ? new SingleResource(whole) : whole;
        }
    }
}
