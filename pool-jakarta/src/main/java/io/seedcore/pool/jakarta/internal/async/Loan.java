package io.seedcore.pool.jakarta.internal.async;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.jakarta.AsyncDatabase.Work;
import io.seedcore.pool.spi.HandleTerms;
import io.seedcore.pool.spi.SharedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection while one piece of work has it. For the thread of that work alone. */
final class Loan implements HandleTerms {

    private final ConnectionPool pool;
    private final Connection connection;
    private final SharedConnection shared;
    private final Cancellation cancellation;
    private @Nullable LocalTransaction transaction;
    private volatile boolean over;

    Loan(ConnectionPool pool, Connection connection, Cancellation cancellation) throws SQLException {
        this.pool = pool;
        this.connection = connection;
        this.shared = connection.unwrap(SharedConnection.class);
        this.cancellation = cancellation;
    }

    <T extends @Nullable Object> T use(Work<T> work) throws Exception {
        cancellation.check();
        shared.heldByThisThread();
        try {
            return work.on(shared.handle(this));
        } finally {
            end();
        }
    }

    <T extends @Nullable Object> T useInTransaction(Work<T> work) throws Exception {
        cancellation.check();
        LocalTransaction begun = LocalTransaction.begin(pool, connection);
        transaction = begun;
        T value;
        try {
            value = use(work);
            cancellation.check();
        } catch (Throwable e) {
            begun.rollback(e);
            throw e;
        }
        begun.commit();
        return value;
    }

    /** What a late cancellation hits must not be the next borrower's statement. */
    private void end() {
        over = true;
        if (cancellation.wasSent()) {
            pool.evict(connection);
        }
    }

    @Override
    public String database() {
        return pool.name();
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void check() throws SQLException {
        if (over) {
            throw new SQLNonTransientConnectionException(
                    "SCP-331 " + pool.name()
                            + ": this connection went back to the pool with the end of the work that it"
                            + " was lent for. Do all that needs it inside the work, and keep nothing of it.",
                    "08003");
        }
        cancellation.check();
    }

    @Override
    public Optional<String> ending() {
        return transaction == null
                ? Optional.empty()
                : Optional.of(
                        "The transaction is committed when the work returns; throw an exception to roll it back.");
    }

    @Override
    public Optional<String> endOfTransaction(String text) {
        LocalTransaction current = transaction;
        return current == null ? Optional.empty() : current.endIn(text);
    }

    @Override
    public void begins(Statement statement, QueryKind kind) throws SQLException {
        cancellation.begin(() -> shared.cancel(statement));
    }

    @Override
    public void ended() {
        cancellation.end();
        LocalTransaction current = transaction;
        if (current != null) {
            current.statementEnded();
        }
    }

    @Override
    public void failed(SQLException failure) {
        LocalTransaction current = transaction;
        if (current != null) {
            current.failed(failure);
        }
    }

    /** The pool knows, and closes the connection afterwards. */
    @Override
    public void unwrapped() {}
}
