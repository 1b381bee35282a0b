package io.seedcore.pool.spi;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * On what terms a handle of a {@link SharedConnection} is used: whoever hands it out says so, and is told what is done with it. Its
 * methods are called by the threads that use the handle.
 */
public interface HandleTerms {

    /** The name of the database, for messages. */
    String database();

    /** Whether what the connection was handed out for is over. */
    boolean isOver();

    /** @throws SQLException where the connection does nothing more, saying why */
    void check() throws SQLException;

    /**
     * How the transaction ends that is not the holder's to end, as a sentence; empty where transactions are the holder's
     * own.
     */
    Optional<String> ending();

    /**
     * The word of a statement in {@code text} that would end a transaction which is not the holder's to end; empty where
     * there is none as far as the text tells.
     */
    Optional<String> endOfTransaction(String text);

    /**
     * A statement is about to be executed. If this returns, {@link #ended()} follows.
     *
     * @param statement as the pool made it
     * @throws SQLException where it is not to be executed
     */
    void begins(Statement statement) throws SQLException;

    /** The execution is over, with a result or a failure. */
    void ended();

    /**
     * A statement could not be made or executed, or a result could not be read on, because of {@code failure}. A connection
     * that breaks on another occasion is closed from then on.
     */
    void failed(SQLException failure);

    /** An object of the driver is handed out: nobody sees what is done with it. */
    void unwrapped();
}
