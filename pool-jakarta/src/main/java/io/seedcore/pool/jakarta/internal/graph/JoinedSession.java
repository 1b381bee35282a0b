package io.seedcore.pool.jakarta.internal.graph;

import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.jakarta.internal.transaction.TransactionRoom.End;
import org.neo4j.ogm.session.Neo4jSession;
import org.neo4j.ogm.session.Session;
import org.neo4j.ogm.transaction.Transaction;

/** A Neo4j-OGM session whose work is part of a JTA transaction. For the thread of that transaction. */
final class JoinedSession {

    private final String database;
    private final Session session;
    private final Transaction transaction;
    private final OpenTransaction whole;

    private JoinedSession(String database, Session session, Transaction transaction, OpenTransaction whole) {
        this.database = database;
        this.session = session;
        this.transaction = transaction;
        this.whole = whole;
    }

    /** @param session one that has begun nothing yet, with {@link SessionTransactions} */
    static JoinedSession of(OpenTransaction whole, String database, Session session) {
        var branch = whole.use(database, org.neo4j.driver.Transaction.class);
        var transactions = (SessionTransactions) ((Neo4jSession) session).getTransactionManager();
        return new JoinedSession(database, session, transactions.join(branch), whole);
    }

    /** To work with; whoever gives it to an application keeps it from ending the transaction. */
    Session session() {
        return session;
    }

    /** What an application gets that begins a transaction within the whole. */
    Transaction inner(Transaction begun) {
        return new InnerTransaction(
                begun,
                () -> whole.setRollbackOnly("SCP-322 " + database
                        + ": an inner transaction of the session was rolled back, and with it all of it."));
    }

    /** Neo4j-OGM takes the ids back that it has given to entities which are not stored after all. */
    void end(End end) {
        if (end != End.COMMITTED) {
            transaction.rollback();
            closeInnerOnes();
        }
        session.clear();
    }

    /** Neo4j-OGM only notes how a transaction shall end until every inner one that was begun in it is closed. */
    private void closeInnerOnes() {
        while (transaction.status() == Transaction.Status.ROLLBACK_PENDING) {
            transaction.close();
        }
    }
}
