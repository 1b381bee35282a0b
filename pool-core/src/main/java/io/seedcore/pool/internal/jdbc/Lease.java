package io.seedcore.pool.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One borrow of a connection, to which its statements, results and all that comes from them belong. */
public interface Lease {

    /** Where all of it leads back to: what the borrower holds, or who holds it for him; never what lies below it. */
    Connection connection();

    /** Whether the connection was given back. */
    boolean isOver();

    /** @throws SQLException once the lease is over */
    void check() throws SQLException;

    /**
     * A text is about to be run, or prepared.
     *
     * @throws SQLException where it is not to be
     */
    StatementText runs(String sql) throws SQLException;

    /**
     * A statement is about to be handed to the driver. If this returns, {@link #ran} follows.
     *
     * @return when that was, for {@link #ran}
     * @throws SQLException where it is not to be executed
     */
    long begin(Statement statement, StatementText text) throws SQLException;

    /** The server has answered that the statement, which is not over yet, changed so many rows, which may be none. */
    void changed(StatementText text, long rows);

    /** A statement has come back from the driver, with or without a result. */
    void ran(StatementText text, long begun);

    /** The server was asked for something, which has failed. */
    void failed(SQLException failure);

    /** An object of the driver is about to be handed out; from then on nobody sees what is done with it. */
    void unwrapped() throws SQLException;
}
