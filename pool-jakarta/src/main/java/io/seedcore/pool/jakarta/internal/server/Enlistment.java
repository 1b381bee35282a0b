package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import javax.transaction.xa.XAResource;

/**
 * How a resource comes to take part in the transaction that runs on the calling thread. Thread-safe. Both methods throw {@link
 * IllegalStateException} where the transaction takes no resource, or not this one.
 */
public interface Enlistment {

    /**
     * To be called when work begins.
     *
     * @return false where the server is better told when the work is done: then {@link #enlistAtLast} is to be called before
     *     completion, and a transaction that is rolled back without it does so without a word to the resource
     */
    boolean enlist(XAResource resource) throws RollbackException, SystemException;

    /** To be called before completion, and only where {@link #enlist} left it to that. */
    void enlistAtLast(XAResource resource) throws RollbackException, SystemException;
}
