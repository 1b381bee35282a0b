package io.seedcore.pool.jakarta.internal.server;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A local transaction that fails with an {@link XAException} tells its caller nothing and its synchronizations that it was
 * rolled back. It passes on the exceptions of {@link Transaction#commit}: a rollback as that, and a {@link SystemException}
 * with a status that is neither committed nor rolled back.
 */
record SingleResource(XAResource whole) implements XAResource {

    @Override
    public void commit(Xid xid, boolean onePhase) {
        try {
            whole.commit(xid, onePhase);
        } catch (XAException e) {
            throw e.errorCode == XAException.XA_RBROLLBACK
                    ? unchecked(caused(new RollbackException(e.getMessage()), e))
                    : unchecked(caused(new SystemException(e.getMessage()), e));
        }
    }

    private static <E extends Exception> E caused(E failure, XAException e) {
        failure.initCause(e.getCause() == null ? e : e.getCause());
        return failure;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E unchecked(Exception failure) throws E {
        throw (E) failure;
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        whole.rollback(xid);
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        whole.start(xid, flags);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        whole.end(xid, flags);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return whole.prepare(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        whole.forget(xid);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return whole.recover(flag);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return whole.isSameRM(other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return whole.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return whole.setTransactionTimeout(seconds);
    }

    @Override
    public String toString() {
        return whole.toString();
    }
}
