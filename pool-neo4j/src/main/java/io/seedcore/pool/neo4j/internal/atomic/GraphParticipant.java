package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.DatabaseKind;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.FinishAnswer;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.neo4j.TransactionMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part that Neo4j has in a transaction: a Bolt transaction that only the protocol ends. */
final class GraphParticipant implements Participant {

    private static final Logger LOG = LoggerFactory.getLogger(GraphParticipant.class);

    /** The longest silence while a decision is on its way. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** By how much the server's own limit is beyond the transaction's: it is for a member that stalls or is gone. */
    private static final Duration BEYOND = Duration.ofSeconds(30);

    /** In the transaction itself, and only where decisions stood when it began. */
    private static final String MARK = """
        MATCH (store:SeedCoreTx {gtrid: 'store', id: $store})
        CREATE (:SeedCoreTx {gtrid: $gtrid, outcome: 'COMMITTED', participants: $participants, created: datetime()})
        RETURN datetime() AS now\
        """;

    private final GraphSessions sessions;
    private final Session session;
    private final Transaction transaction;
    private final String name;
    private final GraphTransaction handle;
    private final Thread owner = Thread.currentThread();
    private volatile boolean frozen;
    private volatile boolean endedElsewhere;
    private volatile @Nullable Exception failure;

    private GraphParticipant(GraphSessions sessions, GraphSessions.Begun begun, String name) {
        this.sessions = sessions;
        this.session = begun.session();
        this.transaction = begun.transaction();
        this.name = name;
        this.handle = new GraphTransaction(sessions.pool(), transaction);
    }

    static GraphParticipant begin(GraphSessions sessions, Joining joining) {
        // Without an id no decision will be written; but it is found by its name when it has to be ended.
        String name = joining.id().map(TransactionId::text).orElseGet(() -> "alone." + UUID.randomUUID());
        return new GraphParticipant(sessions, sessions.begin(config(joining, name)), name);
    }

    private static TransactionConfig config(Joining joining, String name) {
        TransactionConfig.Builder config = TransactionConfig.builder().withMetadata(Map.of(TransactionMark.NAME, name));
        if (!joining.timeout().isZero()) {
            config.withTimeout(joining.timeout().plus(BEYOND));
        }
        return config.build();
    }

    @Override
    public String database() {
        return sessions.pool();
    }

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.NEO4J;
    }

    @Override
    public boolean canPrepare() {
        return false;
    }

    /** A {@link Transaction}, which is for one thread. */
    @Override
    public <T> Optional<T> handle(Class<T> type) {
        return type.isInstance(handle) ? Optional.of(type.cast(handle)) : Optional.empty();
    }

    @Override
    public void freeze() {
        frozen = true;
        handle.end();
    }

    @Override
    public Optional<String> obstacle() {
        return handle.failure()
                .map(e -> "SCP-322 " + database() + ": a query failed in this transaction (" + e.code()
                        + "), after which Neo4j stores nothing of it. All of it is rolled back. Let the exception of the failed"
                        + " query leave the @Transactional method, or the work, or do what may fail in a transaction of its"
                        + " own.");
    }

    @Override
    public Optional<String> loss() {
        return obstacle();
    }

    @Override
    public boolean hasWritten() throws Exception {
        return BoundedCall.within(SILENCE, database(), handle::mayHaveWritten);
    }

    @Override
    public Instant mark(TransactionId id, String store, List<String> participants) throws Exception {
        if (!id.text().equals(name)) {
            throw new IllegalArgumentException("begun for another transaction, so that its holder would not be found");
        }
        Map<String, Object> values = Map.of("store", store, "gtrid", name, "participants", participants);
        List<Record> marked = BoundedCall.within(
                SILENCE, database(), () -> transaction.run(MARK, values).list());
        return marked.stream()
                .map(row -> GraphStore.time(row.get("now")))
                .findFirst()
                .orElseThrow(() -> GraphStore.noStore(database()));
    }

    @Override
    public CommitAnswer commit() {
        try {
            BoundedCall.run(SILENCE, database(), transaction::commit);
            return CommitAnswer.COMMITTED;
        } catch (Exception e) {
            failure = e;
            return ServerAnswer.refusesCommit(e) ? CommitAnswer.REFUSED : CommitAnswer.UNKNOWN;
        }
    }

    @Override
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    /** Nobody but {@link #commit()} sends COMMIT, so all that is left is to free what the server holds. */
    @Override
    public void rollback() {
        handle.end();
        if (frozen || Thread.currentThread() == owner) {
            quietly("rolled back", () -> BoundedCall.run(SILENCE, database(), transaction::close));
        } else {
            // The owner may be in the middle of a statement, for which a rollback would wait.
            abandon();
        }
    }

    /** The server is told over another connection, as an answer is still awaited over this one. */
    @Override
    public void abandon() {
        handle.end();
        endedElsewhere = true;
        aside("ended", () -> sessions.beside(SILENCE, beside -> RunningTransactions.end(beside, List.of(name))));
    }

    @Override
    public void release() {
        handle.end();
        Ending close = () -> BoundedCall.run(SILENCE, database(), session::close);
        if (endedElsewhere) {
            aside("given back", close);
        } else {
            quietly("given back", close);
        }
    }

    private void aside(String what, Ending ending) {
        Thread thread = new Thread(() -> quietly(what, ending), "seedcore-atomic-" + database());
        thread.setDaemon(true);
        thread.start();
    }

    /** What fails here is ended by the server, at its limit or when it misses the connection. */
    private void quietly(String what, Ending ending) {
        try {
            ending.run();
        } catch (Exception e) {
            LOG.debug("{}: a transaction could not be {}; its connection is closed", database(), what, e);
        }
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws Exception;
    }

    @Override
    public void prepare(TransactionId id) {
        throw cannotPrepare();
    }

    @Override
    public FinishAnswer commitPrepared() {
        throw cannotPrepare();
    }

    @Override
    public FinishAnswer rollbackPrepared() {
        throw cannotPrepare();
    }

    private static UnsupportedOperationException cannotPrepare() {
        return new UnsupportedOperationException("Neo4j has no prepared transactions");
    }
}
