package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.spi.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.TransientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what decisions need in a graph, where that is allowed, and tries it out; otherwise says what to run. */
final class StoreCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);

    private static final int MOST_ATTEMPTS = 10;

    private static final String CANNOT_PREPARE =
            "Neo4j has no prepared transactions: it is always the last to commit, so"
                    + " it can be together with databases that prepare, and not with another one that cannot.";

    /** The constraint lets two that come at once make only one. */
    private static final String MAKE_STORE = """
        MERGE (store:SeedCoreTx {gtrid: 'store'})
        ON CREATE SET store.id = $id, store.created = datetime()
        RETURN store.id AS id\
        """;

    private static final String TRIAL = """
        CREATE (m:SeedCoreTx {gtrid: $gtrid, outcome: 'ABORTED', participants: [], created: datetime()})
        SET m.resolver = 'trial'
        DELETE m\
        """;

    private final String pool;
    private final Session session;

    StoreCheck(String pool, Session session) {
        this.pool = pool;
        this.session = session;
    }

    Readiness readiness() {
        List<String> problems = new ArrayList<>();
        Optional<String> id = Optional.empty();
        try {
            problems.addAll(constraintProblems());
            if (problems.isEmpty()) {
                id = Optional.of(makeStore());
                tryOut();
            }
        } catch (ClientException e) {
            problems.addAll(forbidden(e));
        }
        return new Readiness(problems.isEmpty() ? id : Optional.empty(), problems, List.of(CANNOT_PREPARE), List.of());
    }

    private List<String> constraintProblems() {
        if (Constraint.isInForce(session)) {
            return List.of();
        }
        try {
            makeConstraint();
        } catch (ClientException e) {
            // Somebody else may have made it meanwhile.
            if (!Constraint.isInForce(session)) {
                return noConstraint("the server answered " + e.code());
            }
        }
        if (!Constraint.isInForce(session)) {
            return noConstraint("another constraint is called seedcore_tx, or its index is not online yet");
        }
        LOG.info("{}: the constraint seedcore_tx was made, for commits over several databases", pool);
        return List.of();
    }

    /** Members that make it at the same time are in each other's way, and the server then refuses all but one. */
    private void makeConstraint() {
        for (int attempt = 1; !Constraint.isInForce(session); attempt++) {
            try {
                session.run(Constraint.STATEMENT).consume();
                return;
            } catch (TransientException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                LOG.debug("{}: another member makes the constraint seedcore_tx, too", pool, e);
            }
        }
    }

    private static List<String> noConstraint(String why) {
        return List.of(
                "Decisions cannot stand in this graph without a unique constraint on SeedCoreTx.gtrid, which could not"
                        + " be made (" + why + "). Run as an administrator:",
                Constraint.STATEMENT);
    }

    private String makeStore() {
        return session.run(MAKE_STORE, Map.of("id", TransactionId.newStoreId()))
                .single()
                .get("id")
                .asString();
    }

    private void tryOut() {
        try (Transaction transaction = session.beginTransaction()) {
            transaction
                    .run(TRIAL, Map.of("gtrid", "trial " + UUID.randomUUID()))
                    .consume();
            transaction.rollback();
        }
    }

    private List<String> forbidden(ClientException failure) {
        if (!failure.code().equals("Neo.ClientError.Security.Forbidden")) {
            throw failure;
        }
        String user = quoted(
                session.run("SHOW CURRENT USER YIELD user").single().get("user").asString());
        String graph = quoted(session.run("RETURN 1").consume().database().name());
        return List.of(
                "The user " + user + " may not keep decisions in this graph (" + failure.code()
                        + "). Run as an administrator:",
                Constraint.STATEMENT,
                "CREATE ROLE seedcore IF NOT EXISTS",
                "GRANT SHOW INDEX ON DATABASE " + graph + " TO seedcore",
                "GRANT NAME MANAGEMENT ON DATABASE " + graph + " TO seedcore",
                "GRANT MATCH {*} ON GRAPH " + graph + " NODES SeedCoreTx TO seedcore",
                "GRANT CREATE ON GRAPH " + graph + " NODES SeedCoreTx TO seedcore",
                "GRANT DELETE ON GRAPH " + graph + " NODES SeedCoreTx TO seedcore",
                "GRANT SET PROPERTY {*} ON GRAPH " + graph + " NODES SeedCoreTx TO seedcore",
                "GRANT ROLE seedcore TO " + user);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
