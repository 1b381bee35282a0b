package io.seedcore.pool.internal;

import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.jdbc.StatementText;
import io.seedcore.pool.internal.session.TrackingConnection;
import io.seedcore.pool.spi.HandleTerms;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A loan as one of several holders has it, on the terms of whoever shares it out. Closing it gives nothing back, because the
 * connection is needed until what it is for is over; ending a transaction on it is refused where that is somebody else's to
 * do. What is made on it leads back to it and not to the loan.
 */
final class HeldConnection extends TrackingConnection {

    private final LentConnection loan;
    private final HandleTerms terms;
    private volatile boolean closed;

    HeldConnection(LentConnection loan, HandleTerms terms) {
        super(loan.pooled(), loan.physical().session());
        this.loan = loan;
        this.terms = terms;
    }

    @Override
    protected boolean isReturned() {
        return loan.isReturned();
    }

    @Override
    protected EngineType engineType() {
        return loan.engineType();
    }

    @Override
    protected Connection open() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException(
                    "SCP-328 " + terms.database()
                            + ": this connection is closed. Get another one where you got this one.",
                    "08003");
        }
        terms.check();
        return delegate();
    }

    @Override
    public StatementText runs(String sql) throws SQLException {
        checkText(sql);
        return super.runs(sql);
    }

    @Override
    protected StatementText calls(String sql) throws SQLException {
        checkText(sql);
        return super.calls(sql);
    }

    private void checkText(@Nullable String sql) throws SQLException {
        Optional<String> end = sql == null ? Optional.empty() : terms.endOfTransaction(sql);
        if (end.isPresent()) {
            throw new SQLNonTransientException(
                    "SCP-320 " + terms.database() + ": the statement " + end.get()
                            + " would end the transaction to which this connection belongs, and was not run. Run it"
                            + " outside of it. " + terms.ending().orElse(""),
                    "25000");
        }
    }

    @Override
    public long begin(Statement statement, StatementText text) throws SQLException {
        terms.begins(statement, text.kind());
        return super.begin(statement, text);
    }

    @Override
    public void changed(StatementText text, long rows) {
        if (rows > 0) {
            terms.changed(text.kind(), rows);
        }
    }

    @Override
    public void ran(StatementText text, long begun) {
        super.ran(text, begun);
        terms.ended();
    }

    @Override
    public void failed(SQLException failure) {
        terms.failed(failure);
    }

    @Override
    public void unwrapped() throws SQLException {
        terms.unwrapped();
        super.unwrapped();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed || terms.isOver();
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        return !isClosed() && loan.isValid(timeout);
    }

    /** Whoever has begun the transaction may have done so without the driver's knowledge. */
    @Override
    public boolean getAutoCommit() throws SQLException {
        return super.getAutoCommit() && terms.ending().isEmpty();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (terms.ending().isEmpty()) {
            super.setAutoCommit(autoCommit);
        } else if (autoCommit) {
            checkEnding("setAutoCommit(true)");
        } else {
            open();
        }
    }

    @Override
    public void commit() throws SQLException {
        checkEnding("commit");
        super.commit();
    }

    @Override
    public void rollback() throws SQLException {
        checkEnding("rollback");
        super.rollback();
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        checkEnding("rollback");
        super.rollback(savepoint);
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        checkEnding("setSavepoint");
        return super.setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        checkEnding("setSavepoint");
        return super.setSavepoint(name);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        checkEnding("releaseSavepoint");
        super.releaseSavepoint(savepoint);
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        checkEnding("abort");
        super.abort(executor);
    }

    private void checkEnding(String method) throws SQLException {
        open();
        Optional<String> ending = terms.ending();
        if (ending.isPresent()) {
            throw new SQLNonTransientException(
                    "SCP-320 " + terms.database() + ": " + method
                            + " is not allowed on a connection that belongs to a transaction. " + ending.get(),
                    "25000");
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        open();
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        terms.unwrapped();
        return loan.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        open();
        return type.isInstance(this) || loan.isWrapperFor(type);
    }

    @Override
    public String toString() {
        return terms.database() + " connection";
    }
}
