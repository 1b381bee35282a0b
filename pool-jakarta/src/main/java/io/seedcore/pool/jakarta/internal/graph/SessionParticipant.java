package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.jakarta.internal.transaction.CommitFailedException;
import io.seedcore.pool.jakarta.internal.transaction.TransactionParticipant;
import java.util.Optional;
import org.neo4j.ogm.drivers.bolt.transaction.BoltTransaction;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Neo4j-OGM session with its transaction, for as long as a JTA transaction lasts. */
final class SessionParticipant implements TransactionParticipant {

    private static final Logger LOG = LoggerFactory.getLogger(SessionParticipant.class);

    private final String database;
    private final Session session;
    private final BoltTransaction transaction;
    private final Thread owner = Thread.currentThread();
    private volatile boolean queryFailed;

    private SessionParticipant(String database, Session session, BoltTransaction transaction) {
        this.database = database;
        this.session = session;
        this.transaction = transaction;
    }

    /** Always for writing: Neo4j fixes that with the first call, and a later write would be refused. */
    static SessionParticipant begin(String database, Session session) {
        return new SessionParticipant(
                database, session, (BoltTransaction) session.beginTransaction(Transaction.Type.READ_WRITE));
    }

    /** To work with; whoever gives it to an application keeps it from ending the transaction. */
    Session session() {
        return session;
    }

    /** Notes that a call failed, which Neo4j may have answered by ending the transaction. */
    void failed(Throwable failure) {
        queryFailed |= QueryFailure.endsTransaction(failure);
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
        if (queryFailed) {
            return Optional.of("SCP-322 " + database + ": a query failed in this transaction, after which Neo4j stores"
                    + " nothing of it. It was rolled back. Let the exception of the failed query leave the"
                    + " @Transactional method, or do what may fail in a transaction of its own.");
        }
        return transaction.canCommit()
                ? Optional.empty()
                : Optional.of("SCP-322 " + database + ": an inner transaction of the session was rolled back, and with"
                        + " it all of it.");
    }

    @Override
    public void commit() throws CommitFailedException {
        try {
            transaction.commit();
            closeInnerOnes(Transaction.Status.COMMIT_PENDING);
        } catch (RuntimeException e) {
            rollBackOnServer();
            throw CommitAnswer.isRefusal(e)
                    ? CommitFailedException.rolledBack(database, e)
                    : CommitFailedException.unknown(database, e);
        }
    }

    /** Neo4j-OGM only notes how a transaction shall end until every inner one that was begun in it is closed. */
    private void closeInnerOnes(Transaction.Status noted) {
        while (transaction.status() == noted) {
            transaction.close();
        }
    }

    @Override
    public void rollback() {
        if (Thread.currentThread() == owner) {
            rollBackNow();
        } else {
            // The owner may be in the middle of a query, for which a rollback waits.
            Thread waiting = new Thread(this::rollBackOnServer, "seedcore-rollback-" + database);
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    private void rollBackNow() {
        try {
            transaction.rollback();
            closeInnerOnes(Transaction.Status.ROLLBACK_PENDING);
        } catch (RuntimeException e) {
            LOG.debug("{}: rollback failed", database, e);
            rollBackOnServer();
        }
    }

    /**
     * Leaves the session alone. It belongs to its thread, and goes on having a transaction, which refuses every query
     * from now on: without one, the next query of a thread that still works would be committed by itself.
     */
    private void rollBackOnServer() {
        try {
            transaction.nativeBoltTransaction().close();
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
