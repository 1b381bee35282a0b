package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.jakarta.internal.transaction.CommitFailedException;
import io.seedcore.pool.jakarta.internal.transaction.TransactionParticipant;
import java.util.Optional;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Neo4j-OGM session with its transaction, for as long as a JTA transaction lasts. */
final class SessionParticipant implements TransactionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(SessionParticipant.class);

    private final String database;
    private final Session session;
    private final Transaction transaction;
    private final Thread owner = Thread.currentThread();

    private SessionParticipant(String database, Session session, Transaction transaction) {
        this.database = database;
        this.session = session;
        this.transaction = transaction;
    }

    /** Always for writing: Neo4j fixes that with the first call, and a later write would be refused. */
    static SessionParticipant begin(String database, Session session) {
        return new SessionParticipant(database, session, session.beginTransaction(Transaction.Type.READ_WRITE));
    }

    Session session() {
        return session;
    }

    @Override
    public String database() {
        return database;
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.NEO4J;
    }

    @Override
    public Optional<String> obstacle() {
        return transaction.canCommit()
                ? Optional.empty()
                : Optional.of("SCP-322 " + database + ": an inner transaction of the session was rolled back, and with"
                        + " it all of it.");
    }

    @Override
    public void commit() throws CommitFailedException {
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            throw CommitAnswer.isRefusal(e)
                    ? CommitFailedException.rolledBack(database, e)
                    : CommitFailedException.unknown(database, e);
        }
    }

    @Override
    public void rollback() {
        if (Thread.currentThread() == owner) {
            rollBackNow();
        } else {
            // The owner may be in the middle of a query, for which a rollback waits.
            Thread waiting = new Thread(this::rollBackNow, "seedcore-rollback-" + database);
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    private void rollBackNow() {
        try {
            transaction.rollback();
        } catch (RuntimeException e) {
            LOG.debug("{}: rollback failed; the driver closes the connection", database, e);
        }
    }

    /** The driver took the connection back when the transaction ended. */
    @Override
    public void release() {
        if (Thread.currentThread() == owner) {
            session.clear();
        }
    }
}
