package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.jakarta.internal.server.TransactionServices;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import javax.transaction.xa.XAException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the databases in a transaction have to do with its end. Speaks up before completion, because several servers keep to
 * themselves why a commit was refused.
 */
final class Completion implements Synchronization {

    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

    private final OpenTransaction transaction;
    private final TransactionResource resource;
    private final TransactionServices services;
    /** Whether the transaction manager is still to be told of the resource. */
    private volatile boolean untold;

    Completion(OpenTransaction transaction, TransactionServices services) {
        this.transaction = transaction;
        this.resource = new TransactionResource(transaction);
        this.services = services;
    }

    /** @throws NotInTransactionException where the transaction takes no resource */
    void enlist() {
        asServer(() -> untold = !services.enlistment().enlist(resource));
    }

    @Override
    public void beforeCompletion() {
        transaction.obstacle().ifPresent(obstacle -> {
            throw new CannotCommitException(obstacle);
        });
        if (untold) {
            asServer(() -> services.enlistment().enlistAtLast(resource));
            untold = false;
        }
    }

    private interface Enlisting {
        void run() throws RollbackException, SystemException;
    }

    /** A server starts threads of its own with the first resource; they must not inherit the application's loader. */
    private void asServer(Enlisting enlisting) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(services.manager().getClass().getClassLoader());
        try {
            enlisting.run();
        } catch (RollbackException | SystemException | IllegalStateException e) {
            throw NotInTransactionException.refused(e);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    @Override
    public void afterCompletion(int status) {
        if (untold) {
            rollback();
        }
        transaction.release();
    }

    /** Nobody else does it. */
    private void rollback() {
        try {
            resource.rollback();
        } catch (XAException e) {
            LOG.debug("What became of a transaction is in doubt, as was said before", e);
        }
    }
}
