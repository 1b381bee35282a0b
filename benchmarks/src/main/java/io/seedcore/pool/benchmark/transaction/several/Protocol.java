package io.seedcore.pool.benchmark.transaction.several;

import static io.seedcore.pool.dev.DevDatabaseKind.MYSQL;
import static io.seedcore.pool.dev.DevDatabaseKind.NEO4J;
import static io.seedcore.pool.dev.DevDatabaseKind.POSTGRESQL;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.List;
import java.util.function.Function;

/** Who stores in how many databases. */
public enum Protocol {
    TWO_PLAIN("2 databases, each by itself") {
        @Override
        Commits open(Function<DevDatabaseKind, Endpoint> endpoints) throws Exception {
            return new PlainCommits(endpoints.apply(POSTGRESQL), endpoints.apply(MYSQL), null);
        }
    },
    TWO_ATOMIC("2 databases, ours") {
        @Override
        Commits open(Function<DevDatabaseKind, Endpoint> endpoints) {
            return new AtomicCommits(List.of(endpoints.apply(POSTGRESQL), endpoints.apply(MYSQL)));
        }
    },
    TWO_PHASES("2 databases, two-phase commit") {
        @Override
        Commits open(Function<DevDatabaseKind, Endpoint> endpoints) throws Exception {
            return new TwoPhaseCommits(endpoints.apply(POSTGRESQL), endpoints.apply(MYSQL));
        }

        @Override
        int ownForcedWrites() {
            return 1;
        }
    },
    THREE_PLAIN("3 databases, each by itself") {
        @Override
        Commits open(Function<DevDatabaseKind, Endpoint> endpoints) throws Exception {
            return new PlainCommits(endpoints.apply(POSTGRESQL), endpoints.apply(MYSQL), endpoints.apply(NEO4J));
        }
    },
    THREE_ATOMIC("3 databases, ours") {
        @Override
        Commits open(Function<DevDatabaseKind, Endpoint> endpoints) {
            return new AtomicCommits(
                    List.of(endpoints.apply(POSTGRESQL), endpoints.apply(MYSQL), endpoints.apply(NEO4J)));
        }
    };

    private final String title;

    Protocol(String title) {
        this.title = title;
    }

    abstract Commits open(Function<DevDatabaseKind, Endpoint> endpoints) throws Exception;

    /** How often it forces a log of its own to disk in each transaction. */
    int ownForcedWrites() {
        return 0;
    }

    /** As tables call it. */
    @Override
    public String toString() {
        return title;
    }
}
