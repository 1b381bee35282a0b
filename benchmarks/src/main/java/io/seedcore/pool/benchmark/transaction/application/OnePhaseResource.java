package io.seedcore.pool.benchmark.transaction.application;

import java.sql.Connection;
import java.sql.SQLException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Commits a connection when its transaction is committed, as the only one that takes part. */
final class OnePhaseResource implements XAResource {

    private final Connection connection;

    OnePhaseResource(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure(XAException.XA_HEURHAZ, e);
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw failure(XAException.XAER_RMERR, e);
        }
    }

    private static XAException failure(int code, SQLException cause) {
        XAException failure = new XAException(code);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        throw new XAException(XAException.XAER_PROTO);
    }

    @Override
    public void forget(Xid xid) {}

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
