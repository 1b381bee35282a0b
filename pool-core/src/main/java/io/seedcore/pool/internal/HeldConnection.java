package io.seedcore.pool.internal;

import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.session.TrackingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** A loan as one of several holders has it: what is made on it leads back to that holder. */
final class HeldConnection extends TrackingConnection {

    private final LentConnection loan;
    private final Connection holder;
    private final Consumer<SQLException> failed;

    HeldConnection(LentConnection loan, Connection holder, Consumer<SQLException> failed) {
        super(loan.pooled(), loan.physical().session());
        this.loan = loan;
        this.holder = holder;
        this.failed = failed;
    }

    @Override
    public Connection connection() {
        return holder;
    }

    @Override
    public void failed(SQLException failure) {
        failed.accept(failure);
    }

    @Override
    protected boolean isReturned() {
        return loan.isReturned();
    }

    @Override
    protected EngineType engineType() {
        return loan.engineType();
    }

    /** Gives nothing back, for others hold it too. */
    @Override
    public void close() {}

    @Override
    public boolean isClosed() throws SQLException {
        return loan.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return loan.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return loan.isWrapperFor(type);
    }
}
