package io.seedcore.pool.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * A lent connection that its borrower passes on to others, as a transaction does with the one connection that all its
 * users share. Every connection that a {@link io.seedcore.pool.ConnectionPool} lends gives it by {@code unwrap}, and is
 * not discarded for that.
 */
public interface SharedConnection {

    /**
     * The same connection for one more holder. Whatever is made on it, and on what is made on it, leads back to {@code
     * holder} and never to the lent connection itself. Closing it gives nothing back; it ends with the loan.
     *
     * @param holder what leads on to the result, and is all that its user shall see
     * @param failed told of what results throw that ask the server for more; of all else {@code holder} learns by itself
     */
    Connection behind(Connection holder, Consumer<SQLException> failed);

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
