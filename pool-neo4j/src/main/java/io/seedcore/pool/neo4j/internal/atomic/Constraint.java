package io.seedcore.pool.neo4j.internal.atomic;

import org.neo4j.driver.Session;

/** The unique constraint on which all rests: without it, Neo4j stores two decisions about one transaction. */
final class Constraint {

    /** Makes it, ready to run by whoever may. */
    static final String STATEMENT =
            "CREATE CONSTRAINT seedcore_tx IF NOT EXISTS FOR (n:SeedCoreTx) REQUIRE n.gtrid IS UNIQUE";

    /** By its index, which says also whether it is in force; while it is being made, the index has no constraint. */
    private static final String IN_FORCE = """
        SHOW INDEXES YIELD labelsOrTypes, properties, owningConstraint, state
        WHERE labelsOrTypes = ['SeedCoreTx'] AND properties = ['gtrid']
          AND owningConstraint IS NOT NULL AND state = 'ONLINE'
        RETURN count(*) AS found\
        """;

    private Constraint() {}

    static boolean isInForce(Session session) {
        return session.run(IN_FORCE).single().get("found").asInt() > 0;
    }
}
