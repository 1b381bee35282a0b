package io.seedcore.pool.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A lent connection that its borrower passes on to others, as a transaction does with the one connection that all its
 * users share. Every connection that a {@link io.seedcore.pool.ConnectionPool} lends gives it by {@code unwrap}, and is
 * not discarded for that.
 */
public interface SharedConnection {

    /**
     * The same connection for one more holder, who uses it on {@code terms}. Closing it gives nothing back; it ends with the
     * loan. Ending a transaction on it is refused where the terms say so, in whatever way it is tried. Whatever is made on it,
     * and on what is made on it, leads back to it and never to the lent connection itself.
     */
    Connection handle(HandleTerms terms);

    /**
     * The same connection for what its borrower asks of the server to begin and to end what the holders do on it. Unlike
     * theirs, such statements are not timed as the application's, and not shown as what the borrower runs. Closing it gives
     * nothing back; it ends with the loan.
     */
    Connection own();

    /**
     * The calling thread works with it from now on: messages on long loans name what it does, and it counts when all who
     * hold connections wait for others.
     */
    void heldByThisThread();

    /**
     * Asks the server to cancel what it is executing on this connection. Unlike with {@link Statement#cancel}, asking once
     * more has an effect where the server did not have the statement yet. May be called by any thread, but only while
     * {@code statement} is executing, and the connection is not to be lent again afterwards: what the server gets late
     * ends whatever it is executing by then.
     *
     * @param statement made on this connection
     */
    void cancel(Statement statement) throws SQLException;
}
