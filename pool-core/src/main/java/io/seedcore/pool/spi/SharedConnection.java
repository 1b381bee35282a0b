package io.seedcore.pool.spi;

import java.sql.Connection;

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
     */
    Connection behind(Connection holder);
}
