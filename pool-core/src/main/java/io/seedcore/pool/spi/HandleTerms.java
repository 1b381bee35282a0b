package io.seedcore.pool.spi;

import io.seedcore.pool.QueryKind;
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
     * @param kind of its text, where that has several statements, of the first
     * @throws SQLException where it is not to be executed
     */
    void begins(Statement statement, QueryKind kind) throws SQLException;

    /**
     * The server has answered that the statement which is being executed changed rows.
     *
     * @param kind as in {@link #begins}
     * @param rows how many, as the driver says: an update may count rows that it found and left as they were
     */
    default void changed(QueryKind kind, long rows) {}

    /** The execution is over, with a result or a failure. */
    void ended();

    /**
     * A statement could not be made or executed, or a result could not be read on, because of {@code failure}. A connection
     * that breaks on another occasion is closed from then on.
     */
    void failed(SQLException failure);

    /**
     * An object of the driver is about to be handed out: nobody sees what is done with it.
     *
     * @throws SQLException where it is not to be
     */
    void unwrapped() throws SQLException;
}
