package io.seedcore.pool.internal;

import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.jdbc.StatementText;
import io.seedcore.pool.internal.session.TrackingConnection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A loan as whoever ends its transaction uses it: what is asked of the server so is no statement of the borrower's, and neither
 * timed nor shown as one. It changes the session like any other. Closing it gives nothing back.
 */
final class OwnConnection extends TrackingConnection {

    private final LentConnection loan;

    OwnConnection(LentConnection loan) {
        super(loan.pooled(), loan.physical().session());
        this.loan = loan;
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
    public long begin(Statement statement, StatementText text) {
        return 0;
    }

    @Override
    public void ran(StatementText text, long begun) {}

    @Override
    public void failed(SQLException failure) {}

    @Override
    public void close() {}

    @Override
    public boolean isClosed() throws SQLException {
        return loan.isClosed();
    }
}
