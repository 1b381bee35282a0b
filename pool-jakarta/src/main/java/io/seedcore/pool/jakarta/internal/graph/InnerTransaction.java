package io.seedcore.pool.jakarta.internal.graph;

import org.neo4j.ogm.transaction.Transaction;

/**
 * What an application holds that begins a transaction on a session which is part of a JTA transaction. Committing it
 * stores nothing yet; rolling it back dooms the whole. Ended once, however often it is closed: Neo4j-OGM counts.
 */
final class InnerTransaction implements Transaction {

    private final Transaction outer;
    private final Runnable doom;
    private boolean closed;

    /**
     * @param outer the session's transaction, which has been extended by this one
     * @param doom makes sure that the whole is rolled back
     */
    InnerTransaction(Transaction outer, Runnable doom) {
        this.outer = outer;
        this.doom = doom;
    }

    @Override
    public void rollback() {
        checkOpen();
        doom.run();
        outer.rollback();
    }

    @Override
    public void commit() {
        checkOpen();
        outer.commit();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("This inner transaction is closed");
        }
    }

    @Override
    public boolean canCommit() {
        return !closed && outer.canCommit();
    }

    @Override
    public boolean canRollback() {
        return !closed && outer.canRollback();
    }

    @Override
    public Status status() {
        return closed ? Status.CLOSED : outer.status();
    }

    @Override
    public boolean isReadOnly() {
        return outer.isReadOnly();
    }

    @Override
    public Type type() {
        return outer.type();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            outer.close();
        }
    }
}
