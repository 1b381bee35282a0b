package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.ConnectionPool;
import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.QueryKind;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.ConnectionParticipant;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.spi.ServerSession;
import io.seedcore.pool.spi.SharedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the participants of the relational databases have in common: a connection of the pool, and what befell it. */
abstract class JdbcParticipant implements ConnectionParticipant {

    /** The longest silence while a decision is on its way: beyond every limit of the servers, so that they speak first. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(JdbcParticipant.class);

    private final ConnectionPool pool;
    private final Connection loan;
    private final Connection connection;
    private final ServerSession session;
    private final SharedConnection shared;
    private final Joining joining;
    private final Thread owner = Thread.currentThread();
    private volatile boolean used;
    private volatile boolean seenOpen;
    private volatile boolean endedBySql;
    private volatile boolean statementFailed;
    private volatile boolean over;
    private volatile boolean aborted;
    private volatile @Nullable DatabaseError lost;
    private volatile @Nullable Exception failure;

    JdbcParticipant(ConnectionPool pool, Connection loan, Joining joining) throws SQLException {
        this.pool = pool;
        this.loan = loan;
        this.session = loan.unwrap(ServerSession.class);
        this.shared = loan.unwrap(SharedConnection.class);
        this.connection = shared.own();
        this.joining = joining;
    }

    /** For what this part itself asks of the server. */
    final Connection connection() {
        return connection;
    }

    final ServerSession session() {
        return session;
    }

    final Joining joining() {
        return joining;
    }

    @Override
    public final String database() {
        return pool.name();
    }

    @Override
    public final DatabaseKind kind() {
        return pool.kind();
    }

    @Override
    public final <T> Optional<T> handle(Class<T> type) {
        return type == Connection.class ? Optional.of(type.cast(shared.handle(this))) : Optional.empty();
    }

    @Override
    public final boolean isOver() {
        return over;
    }

    @Override
    public final void check() throws SQLException {
        if (over) {
            throw new SQLNonTransientConnectionException(
                    "SCP-328 " + database()
                            + ": this connection ended with its transaction. Get another one where you got this one.",
                    "08003");
        }
        Optional<String> loss = loss();
        if (loss.isPresent()) {
            throw new SQLNonTransientException(loss.get(), "25000");
        }
    }

    @Override
    public final Optional<String> ending() {
        return Optional.of(
                "The transaction is committed when the @Transactional method, or the work, for which it was begun"
                        + " ends; throw an exception to roll it back.");
    }

    @Override
    public final Optional<String> endOfTransaction(String text) {
        return session.endOfTransaction(text);
    }

    @Override
    public void begins(Statement statement, QueryKind kind) throws SQLException {
        check();
        usedBy(kind);
    }

    private void usedBy(QueryKind kind) throws SQLException {
        if (!used) {
            beforeFirstUse(kind);
            used = true;
        }
    }

    /**
     * The application is about to do something in this transaction for the first time.
     *
     * @param kind of statement that it does first, as far as is known
     * @throws SQLException where it is not to be done
     */
    void beforeFirstUse(QueryKind kind) throws SQLException {}

    /** After a failure a driver may take a transaction for open, and a server may have ended it by itself. */
    @Override
    public final void ended() {
        if (session.transactionClosed()) {
            endedBySql |= seenOpen && lost == null;
        } else if (!statementFailed || session.transactionFailed()) {
            seenOpen = true;
        }
        statementFailed = false;
    }

    @Override
    public final void unwrapped() throws SQLException {
        usedBy(QueryKind.OTHER);
    }

    final boolean mayHaveBeenUsed() {
        return used;
    }

    /** After some failures only part of the transaction could still be stored, or nothing. */
    @Override
    public final void failed(SQLException failure) {
        statementFailed = true;
        DatabaseError error = DatabaseError.of(failure);
        // A write that was refused to somebody who had asked to read only has undone nothing of what went before.
        if (error.category() == ErrorCategory.TRANSACTION
                || error.breaksConnection() && error.category() != ErrorCategory.ROUTE) {
            lost = error;
        }
    }

    @Override
    public Optional<String> obstacle() {
        if (session.transactionFailed()) {
            return Optional.of(statementFailed("", "PostgreSQL stores nothing of it"));
        }
        if (aborted) {
            return Optional.of(obstacle("it was ended on another thread."));
        }
        return loss().or(this::endedEarly);
    }

    /** By a procedure, or by what was done on the driver's own connection: texts that say so are refused. */
    @Override
    public final Optional<String> endedEarly() {
        return endedBySql || seenOpen && lost == null && !over && session.transactionClosed()
                ? Optional.of(
                        obstacle("this transaction was ended by a statement of the application (COMMIT, ROLLBACK, or"
                                + " one with which the server commits), which is not its to do. What was done"
                                + " before that statement may be stored, whatever became of the rest: look at the"
                                + " data, and remove that statement."))
                : Optional.empty();
    }

    /** Work that goes on after it would be stored without what went before, or not with it. */
    @Override
    public final Optional<String> loss() {
        DatabaseError error = lost;
        if (error != null) {
            return Optional.of(
                    statementFailed(" (" + described(error) + ")", "it cannot be stored as a whole any more"));
        }
        return isTaken()
                ? Optional.of(
                        obstacle("its connection was taken from this transaction: it was evicted, reclaimed from its"
                                + " borrower, or closed after an error or a long silence. All of it is rolled back. Do the work"
                                + " again; evict a connection only where its transaction shall not be stored."))
                : Optional.empty();
    }

    private boolean isTaken() {
        try {
            return session.isGivenUp() || loan.isClosed();
        } catch (SQLException e) {
            LOG.debug("{}: a connection does not say whether it is closed", database(), e);
            return true;
        }
    }

    private String statementFailed(String which, String consequence) {
        return obstacle("a statement failed in this transaction" + which + ", after which " + consequence
                + ". All of it is rolled back. Let the exception of the failed statement leave the @Transactional method, or the"
                + " work, or do what may fail in a transaction of its own.");
    }

    private static String described(DatabaseError error) {
        String state = error.sqlState() == null ? error.category().label() : "SQLState " + error.sqlState();
        return error.vendorCode() == 0 ? state : "error " + error.vendorCode() + ", " + state;
    }

    final String obstacle(String what) {
        return "SCP-322 " + database() + ": " + what;
    }

    /** Makes silence end, from now on; the pool puts the connection back as it was. */
    final void boundSilence() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
    }

    @Override
    public final CommitAnswer commit() {
        try {
            commitLocally();
            return CommitAnswer.COMMITTED;
        } catch (SQLException e) {
            failure = e;
            discard();
            return isRefusal(e) ? CommitAnswer.REFUSED : CommitAnswer.UNKNOWN;
        } catch (RuntimeException | Error e) {
            failure = e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
            discard();
            return CommitAnswer.UNKNOWN;
        }
    }

    abstract void commitLocally() throws SQLException;

    /**
     * Whether the server itself answered that it did not commit. Anything that may mean a lost answer, a server that is
     * going down, or an error after the fact, does not count; nor does a state that says too little.
     */
    static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        boolean general = state != null && (state.startsWith("HY") || state.startsWith("S1"));
        return !general && DatabaseError.whileCommitting(failure).category() != ErrorCategory.OUTCOME_UNKNOWN;
    }

    @Override
    public final Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public final void rollback() {
        boolean nobodyWorks = over || Thread.currentThread() == owner;
        over = true;
        try {
            if (nobodyWorks) {
                rollBackLocally();
            } else {
                // The owner may be in the middle of a statement, for which a rollback would wait.
                abandon();
            }
        } catch (SQLException | RuntimeException | Error e) {
            LOG.debug("{}: rollback failed, the connection is closed instead", database(), e);
            abandon();
        }
    }

    abstract void rollBackLocally() throws SQLException;

    @Override
    public final void freeze() {
        over = true;
    }

    @Override
    public final void abandon() {
        aborted = true;
        discard();
        try {
            loan.abort(Runnable::run);
        } catch (SQLException | RuntimeException | Error e) {
            LOG.debug("{}: a connection in doubt could not be aborted", database(), e);
        }
    }

    final void discard() {
        try {
            pool.evict(loan);
        } catch (RuntimeException e) {
            LOG.warn("{}: a connection in doubt could not be marked as such", database(), e);
        }
    }

    @Override
    public void release() {
        over = true;
        try {
            loan.close();
        } catch (SQLException e) {
            LOG.debug("{}: a connection was returned with an error", database(), e);
        }
    }

    /** The name of a branch in a server: the transaction's id and the participant's number. */
    final int branch() {
        return joining.branch();
    }

    static String branchName(TransactionId id, int number) {
        return id.text() + "." + number;
    }
}
