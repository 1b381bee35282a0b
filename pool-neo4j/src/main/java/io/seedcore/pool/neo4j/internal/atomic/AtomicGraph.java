package io.seedcore.pool.neo4j.internal.atomic;

import io.seedcore.pool.atomic.spi.AtomicDatabase;
import io.seedcore.pool.atomic.spi.Branches;
import io.seedcore.pool.atomic.spi.DecisionStore;
import io.seedcore.pool.atomic.spi.Joining;
import io.seedcore.pool.atomic.spi.Participant;
import io.seedcore.pool.atomic.spi.Readiness;
import java.time.Duration;
import java.util.Optional;

/** A Neo4j database as the commit protocol sees it: it cannot prepare, so it is the last, and keeps the decision. */
public final class AtomicGraph implements AtomicDatabase {

    private final GraphSessions sessions;

    public AtomicGraph(GraphSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Readiness check(Duration timeout) throws Exception {
        return sessions.beside(timeout, session -> new StoreCheck(sessions.pool(), session).readiness());
    }

    @Override
    public Participant begin(Joining transaction) {
        return GraphParticipant.begin(sessions, transaction);
    }

    /**
     * Connects to nothing yet. That the server is the leader shows with each write: another one refuses it, and what
     * another one shows when it is only read was decided for ever, however old.
     */
    @Override
    public DecisionStore openStore(Duration timeout) {
        return new GraphStore(sessions, timeout);
    }

    @Override
    public Optional<Branches> openBranches(Duration timeout) {
        return Optional.empty();
    }
}
