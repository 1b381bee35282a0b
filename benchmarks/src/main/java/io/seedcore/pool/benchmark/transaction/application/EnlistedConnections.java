package io.seedcore.pool.benchmark.transaction.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * No pool, but a part in the server's transaction by the one method that Jakarta has for it: what everybody pays who goes that
 * way, however little he does himself.
 */
@ApplicationScoped
class EnlistedConnections implements Work {

    private final ThreadLocal<Connection> connections = ThreadLocal.withInitial(RawConnections::connect);
    private final TransactionManager manager = manager();

    @Override
    public Way way() {
        return Way.ENLISTED;
    }

    @Override
    @Transactional
    public void run(long id) throws SQLException, SystemException, RollbackException {
        Connection connection = connections.get();
        manager.getTransaction().enlistResource(new OnePhaseResource(connection));
        Notes.insertAndSelect(connection, id);
    }

    @SuppressWarnings("BanJNDI") // a constant name of the server's
    private static TransactionManager manager() {
        try {
            return InitialContext.doLookup("java:appserver/TransactionManager");
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }
}
