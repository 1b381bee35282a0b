package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.PoolException;
import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.DecisionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;

/** The decisions that stand in a graph. Every statement is a transaction of its own, and asked once. */
final class GraphStore implements DecisionStore {

    /** How long a decision waits for another one about the same transaction. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    /** By how much a server may exceed a limit: it looks every 2 s which transactions did. */
    private static final Duration TARDINESS = Duration.ofSeconds(4);

    /** A decision that is in the way may be removed before it is read; once is bad luck. */
    private static final int TRIALS = 3;

    private static final String COLUMNS = " m.gtrid AS gtrid, m.outcome AS outcome, m.participants AS participants,"
            + " m.created AS created, m.resolver AS resolver, datetime() AS now";

    private static final String FIND = "MATCH (m:SeedCoreTx {gtrid: $gtrid}) RETURN" + COLUMNS;

    /** Only where the store is one of those in which the decision may stand: a graph made anew decides nothing. */
    private static final String SETTLE = """
            MATCH (store:SeedCoreTx {gtrid: 'store'}) WHERE store.id IN $stores
            CREATE (m:SeedCoreTx {gtrid: $gtrid, outcome: $outcome, participants: [], created: datetime(),
                resolver: $resolver})
            RETURN\
            """ + COLUMNS;

    private static final String STAMP =
            "MATCH (m:SeedCoreTx {gtrid: $gtrid, outcome: 'COMMITTED'}) SET m.resolver = $resolver RETURN m.gtrid";

    private static final String REMOVE =
            "UNWIND $gtrids AS gtrid MATCH (m:SeedCoreTx {gtrid: gtrid, outcome: $outcome}) DELETE m";

    private static final String OLDER_THAN = """
            MATCH (m:SeedCoreTx) WHERE m.gtrid STARTS WITH $first AND m.gtrid > $behind AND m.outcome = $outcome
                AND m.created < datetime() - $age
            RETURN\
            """ + COLUMNS + " ORDER BY gtrid LIMIT $limit";

    private final GraphSessions sessions;
    private final Duration timeout;

    GraphStore(GraphSessions sessions, Duration timeout) {
        this.sessions = sessions;
        this.timeout = timeout;
    }

    @Override
    public String id() throws Exception {
        return sessions.beside(
                timeout,
                session -> session
                        .run("MATCH (s:SeedCoreTx {gtrid: 'store'}) RETURN s.id AS id")
                        .list(row -> row.get("id").asString())
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> noStore(sessions.pool())));
    }

    /** Somebody emptied the graph, or it is not the one that the transaction was begun with. */
    static PoolException noStore(String pool) {
        return new PoolException(
                "SCP-451",
                pool
                        + ": the graph does not have the node (:SeedCoreTx {gtrid: 'store'}) that it had when the"
                        + " transaction began, so the decisions in it are gone or belong to another graph. Nothing was"
                        + " decided. Never delete nodes with the label SeedCoreTx; after a restore, look at what is in"
                        + " doubt before settling it by hand.",
                null);
    }

    @Override
    public Optional<Marker> find(TransactionId id) throws Exception {
        return sessions.beside(timeout, session -> find(session, id));
    }

    private static Optional<Marker> find(Session session, TransactionId id) {
        return session.run(FIND, Map.of("gtrid", id.text())).list(GraphStore::marker).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<Marker> settle(TransactionId id, String resolver) throws Exception {
        return settleByHand(id, Decision.ABORTED, resolver);
    }

    @Override
    public Optional<Marker> settleByHand(TransactionId id, Decision decision, String resolver) throws Exception {
        return sessions.beside(timeout.plus(TARDINESS), session -> settle(session, id, decision, resolver));
    }

    private Optional<Marker> settle(Session session, TransactionId id, Decision decision, String resolver) {
        if (!Constraint.isInForce(session)) {
            throw noConstraint();
        }
        // A server takes seconds to end a wait that is too long, so a transaction known to be in the way is not waited
        // for.
        if (!RunningTransactions.of(session, List.of(id.text())).isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> values =
                Map.of("stores", id.stores(), "gtrid", id.text(), "outcome", decision.name(), "resolver", resolver);
        for (int trial = 0; trial < TRIALS; trial++) {
            try {
                List<Optional<Marker>> written =
                        session.run(SETTLE, values, within(WAIT)).list(GraphStore::marker);
                return written.stream().findFirst().orElseThrow(() -> noStore(sessions.pool()));
            } catch (Neo4jException e) {
                if (ServerAnswer.isOutOfTime(e)) {
                    return Optional.empty();
                }
                if (!ServerAnswer.isConstraintViolation(e)) {
                    throw e;
                }
            }
            Optional<Marker> found = find(session, id);
            if (found.isPresent()) {
                return found;
            }
        }
        throw new IllegalStateException("a decision was removed again and again before it could be read");
    }

    private PoolException noConstraint() {
        return new PoolException(
                "SCP-452",
                sessions.pool() + ": the unique constraint on SeedCoreTx.gtrid is missing or not online, and without it"
                        + " nothing can be decided. Run as an administrator: "
                        + Constraint.STATEMENT,
                null);
    }

    private static TransactionConfig within(Duration limit) {
        return TransactionConfig.builder().withTimeout(limit).build();
    }

    @Override
    public boolean stamp(TransactionId id, String resolver) throws Exception {
        // A value that was not there before, as a property that stays the same need not be written.
        Map<String, Object> values =
                Map.of("gtrid", id.text(), "resolver", resolver + " " + Long.toString(System.nanoTime(), 36));
        return sessions.beside(
                timeout,
                session -> !session.run(STAMP, values, within(timeout)).list().isEmpty());
    }

    @Override
    public void remove(Collection<TransactionId> ids, Decision decision) throws Exception {
        Map<String, Object> values =
                Map.of("gtrids", ids.stream().map(TransactionId::text).toList(), "outcome", decision.name());
        sessions.beside(
                timeout, session -> session.run(REMOVE, values, within(timeout)).consume());
    }

    @Override
    public List<Marker> olderThan(
            String realm, Decision decision, Duration age, Optional<TransactionId> behind, int limit) throws Exception {
        String first = "s1." + realm + ".";
        Map<String, Object> values = Map.of(
                "first", first,
                "behind", behind.map(TransactionId::text).orElse(first),
                "outcome", decision.name(),
                "age", age,
                "limit", limit);
        return sessions.beside(
                timeout,
                session -> session.run(OLDER_THAN, values, within(timeout)).list(GraphStore::marker).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public boolean endHolder(TransactionId id) throws Exception {
        return sessions.beside(timeout, session -> RunningTransactions.end(session, List.of(id.text())) > 0);
    }

    /** Nothing to close: each question gives its connection back. */
    @Override
    public void close() {}

    /** @return empty for what is not of our form */
    private static Optional<Marker> marker(Record row) {
        return TransactionId.parse(row.get("gtrid").asString())
                .map(id -> new Marker(
                        id,
                        Decision.valueOf(row.get("outcome").asString()),
                        row.get("participants").asList(Value::asString),
                        time(row.get("created")),
                        row.get("resolver").isNull()
                                ? null
                                : row.get("resolver").asString(),
                        time(row.get("now"))));
    }

    static Instant time(Value value) {
        return value.asZonedDateTime().toInstant();
    }
}
