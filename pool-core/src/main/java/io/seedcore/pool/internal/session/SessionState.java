package io.seedcore.pool.internal.session;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.SessionReset;
import io.seedcore.pool.event.EngineType;
import io.seedcore.pool.internal.jdbc.StatementText;
import io.seedcore.pool.spi.QueryLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session, from its opening to its end: whether its borrowers may have changed it, and how it becomes
 * again what it was. Lives as long as the connection; a statement costs it a look into a cache. Thread-safe.
 */
public final class SessionState {

    /** In a statement of its own and as the name of a variable: READ ONLY, transaction_read_only. */
    private static final Pattern READ_ONLY = Pattern.compile("read[\\s_]+only", Pattern.CASE_INSENSITIVE);

    private final String pool;
    private final @Nullable QueryLog queries;
    private final SqlClassifier texts;
    private final ServerReset serverReset;
    private final DriverState driverState = new DriverState();
    private final boolean always;
    private volatile boolean touched;
    private volatile boolean spoiled;
    private volatile boolean onlyReads;
    /** Read by others a moment late; forgotten with the loan in which it ran. */
    private @Nullable StatementText last;

    private SessionState(ConnectionPoolSettings settings, @Nullable QueryLog queries, ServerReset serverReset) {
        this.queries = queries;
        this.pool = settings.name();
        this.texts = SqlClassifier.of(SqlDialect.of(settings.kind()));
        this.serverReset = serverReset;
        this.always = settings.behaviour().sessionReset() == SessionReset.ALWAYS;
    }

    /**
     * The session as it is to be for every borrower.
     *
     * @param queries where its statements are timed; null where they are not
     * @param connection the driver's, just opened and prepared; with MySQL's protocol the server is asked once
     */
    public static SessionState of(ConnectionPoolSettings settings, @Nullable QueryLog queries, Connection connection)
            throws SQLException {
        return new SessionState(settings, queries, ServerReset.of(settings, connection));
    }

    /** A text is about to be run, or prepared. */
    public StatementText runs(String sql) {
        KnownText text = texts.look(sql);
        if (text.effect() != SqlEffect.NONE) {
            changes(text.effect(), sql);
        }
        return text.statement();
    }

    /** The word of a statement in {@code sql} that ends its transaction; empty where none provably does. */
    public Optional<String> endOfTransaction(String sql) {
        return Optional.ofNullable(texts.look(sql).end());
    }

    /** When a statement that is handed to the driver now began, for {@link #ran}. */
    long begin(StatementText statement) {
        last = statement;
        return queries == null ? 0 : System.nanoTime();
    }

    /** A statement of a borrower of that type has come back from the driver. */
    void ran(EngineType type, StatementText statement, long begun) {
        if (queries != null) {
            queries.record(type, statement.kind(), statement.text(), System.nanoTime() - begun);
        }
    }

    /** What its borrower ran last, or is running; null where that was nothing yet. */
    public @Nullable StatementText last() {
        return last;
    }

    private void changes(SqlEffect effect, String sql) {
        if (READ_ONLY.matcher(sql).find()) {
            onlyReads = true;
        }
        if (effect == SqlEffect.TRANSACTION) {
            return;
        }
        touched = true;
        if (effect == SqlEffect.LASTING) {
            spoiled = true;
        }
    }

    /** The session may have been changed on the server. */
    public void touch() {
        touched = true;
    }

    /** The borrower asks through JDBC for a session that only reads, or for one that writes again. */
    public void onlyReads(boolean asked) {
        onlyReads = asked;
    }

    /**
     * Whether the borrower has asked, in whatever way, that its session or one of its transactions only read: a write
     * that is refused then tells nothing of the server.
     */
    public boolean onlyReads() {
        return onlyReads;
    }

    /** An object of the driver was handed out and may have been kept. */
    public void leak() {
        spoiled = true;
    }

    /** Whether the next {@link #reset} asks the server. */
    public boolean isTouched() {
        return touched || always;
    }

    /**
     * Whether no reset makes it clean: somebody may still hold an object of the driver, or the session has something that
     * ends with it alone. Nobody else may borrow the connection.
     */
    public boolean mustBeDiscarded() {
        return spoiled || isTouched() && !serverReset.isPossible();
    }

    public String pool() {
        return pool;
    }

    /** What the driver itself keeps for the session. */
    DriverState driver() {
        return driverState;
    }

    /** Whether the driver may have a warning of its own, which no server sent: it answers wrong client information so. */
    public boolean driverMayWarn() {
        return driverState.isChanged();
    }

    /**
     * Makes the session what it was when it was opened, with at most one round trip, and none if it was not touched. Only
     * while nobody uses the connection, and after what HikariCP puts back: open transaction rolled back, autocommit on.
     *
     * @param connection the driver's
     * @throws SQLException if it may still hold what its borrower did, as after whatever else is thrown: nobody may borrow
     *     it again
     */
    public void reset(Connection connection) throws SQLException {
        if (onlyReads) {
            onlyReads = false;
        }
        if (last != null) {
            last = null;
        }
        if (isTouched()) {
            serverReset.run(connection);
            touched = false;
        }
        driverState.restore(connection);
    }
}
