package io.seedcore.pool.neo4j;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.AtomicPool;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A pool whose graph may keep decisions, and a label of its own for the nodes of one test. */
record AtomicFixture(PoolRegistry registry, String store, String label) implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String REALM = TransactionId.realmOf("graph participants");

    static AtomicFixture over(PoolRegistry registry) throws Exception {
        String store = database(registry).check(PATIENCE).storeId().orElseThrow();
        return new AtomicFixture(registry, store, "Atomic" + Long.toString(System.nanoTime(), 36));
    }

    static AtomicDatabase database(PoolRegistry registry) {
        return registry.pool("neo4j", AtomicPool.class).atomic();
    }

    GraphPool pool() {
        return GraphDatabases.pool(registry);
    }

    AtomicDatabase database() {
        return database(registry);
    }

    TransactionId newId() {
        return TransactionId.create(REALM, List.of(store));
    }

    Participant begin(TransactionId id) throws Exception {
        return database().begin(new Joining(Optional.of(id), 0, true, false, false, Duration.ofMinutes(1)));
    }

    /** One that has written a node. */
    Participant beginWithNode(TransactionId id) throws Exception {
        Participant participant = begin(id);
        run(participant, "CREATE (:" + label + ")");
        return participant;
    }

    /** One that has written a node and its decision, and is not over. */
    Participant beginMarked(TransactionId id) throws Exception {
        Participant participant = beginWithNode(id);
        participant.freeze();
        participant.mark(id, store, List.of("postgresql"));
        return participant;
    }

    static void run(Participant participant, String statement) {
        transaction(participant).run(statement).consume();
    }

    static Transaction transaction(Participant participant) {
        return participant.handle(Transaction.class).orElseThrow();
    }

    DecisionStore openStore() throws Exception {
        return database().openStore(PATIENCE);
    }

    int nodes() {
        return count("MATCH (n:" + label + ") RETURN count(n) AS n", Map.of());
    }

    int decisions(TransactionId id) {
        return count("MATCH (n:SeedCoreTx {gtrid: $gtrid}) RETURN count(n) AS n", Map.of("gtrid", id.text()));
    }

    private int count(String query, Map<String, Object> values) {
        try (Session session = pool().driver().session()) {
            return session.run(query, values).single().get("n").asInt();
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
