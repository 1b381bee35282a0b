package io.seedcore.pool.spi;

import java.util.Optional;

/**
 * What is known of the session that a server keeps for a connection, without asking it. Every connection that a {@link
 * io.seedcore.pool.ConnectionPool} lends gives it:
 *
 * <pre>{@code
 * ServerSession session = connection.unwrap(ServerSession.class);
 * }</pre>
 *
 * <p>Unlike unwrapping a driver's class, this does not make the pool discard the connection on return. It is for
 * whoever holds the connection, for as long as it is lent, and like the connection for one thread at a time.
 */
public interface ServerSession {

    /**
     * The server's own number of the session: {@code pg_backend_pid()} of PostgreSQL, {@code connection_id()} of MySQL
     * and MariaDB. Unique among the sessions of one server at one time; behind a pooler that shares server connections,
     * the number that the pooler gave, which no server knows.
     */
    long id();

    /**
     * Whether a statement has failed in the running transaction, so that the server would answer a commit with success
     * and store nothing. Only PostgreSQL does so; false for other servers, outside a transaction, and where the
     * connection is lost, which the next statement says.
     */
    boolean transactionFailed();

    /**
     * Whether the driver knows that the server has no transaction open for the session: nothing was asked for yet, or
     * somebody has ended it. With MySQL and MariaDB only what came back from a statement that has not failed counts.
     */
    boolean transactionClosed();

    /**
     * The first word, in upper case, of a statement in {@code sql} that ends the transaction in which it runs, be it because
     * the server commits with it; empty where none does as far as the text tells for certain. Asks nobody.
     */
    Optional<String> endOfTransaction(String sql);

    /**
     * Whether the pool has given the connection up while it is lent, so that what is open on it must not be relied on:
     * somebody evicted it, it was taken from its borrower, or the server was silent for too long.
     */
    boolean isGivenUp();
}
