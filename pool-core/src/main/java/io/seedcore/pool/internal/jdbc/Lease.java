package io.seedcore.pool.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** One borrow of a connection, to which its statements, results and all that comes from them belong. */
public interface Lease {

    /** Where all of it leads back to: what the borrower holds, or who holds it for him; never what lies below it. */
    Connection connection();

    /** Whether the connection was given back. */
    boolean isOver();

    /** @throws SQLException once the lease is over */
    void check() throws SQLException;

    /** A text is about to be run, or prepared. */
    StatementText runs(String sql);

    /** When {@code statement}, which is handed to the driver now, began, for {@link #ran}. */
    long begin(StatementText statement);

    /** A statement has come back from the driver, with or without a result. */
    void ran(StatementText statement, long begun);

    /** A result has asked the server for more, which has failed. */
    void failed(SQLException failure);

    /** An object of the driver is about to be handed out; from then on nobody sees what is done with it. */
    void unwrapped();
}
