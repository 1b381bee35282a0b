package io.seedcore.pool.jakarta.internal.graph;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.neo4j.ogm.driver.Driver;
import org.neo4j.ogm.drivers.bolt.transaction.BoltTransaction;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.session.transaction.AbstractTransactionManager;
import org.neo4j.ogm.transaction.Transaction;

/**
 * The transaction of one session, kept with the session. Neo4j-OGM's own manager keeps it with the thread, and so
 * refuses a transaction manager that ends it on another thread when its time is up, and leaks its connection.
 */
final class SessionTransactions extends AbstractTransactionManager {

    private volatile @Nullable Transaction current;

    SessionTransactions(Driver driver, Session session) {
        super(driver, session);
    }

    /** Makes {@code branch} the transaction of the session, which somebody else ends. Always for writing, as it is. */
    Transaction join(org.neo4j.driver.Transaction branch) {
        return openOrExtend(
                () -> new BoltTransaction(this, BranchTransaction.sessionOf(branch), Transaction.Type.READ_WRITE),
                present -> {
                    throw new IllegalStateException("the session has begun a transaction of its own");
                });
    }

    @Override
    public @Nullable Transaction getCurrentTransaction() {
        return current;
    }

    @Override
    protected Transaction openOrExtend(Supplier<Transaction> opener, UnaryOperator<Transaction> extender) {
        Transaction present = current;
        if (present != null) {
            return extender.apply(present);
        }
        Transaction opened = opener.get();
        current = opened;
        return opened;
    }

    @Override
    protected void removeIfCurrent(Transaction transaction, Runnable action) {
        try {
            action.run();
        } finally {
            current = null;
        }
    }
}
