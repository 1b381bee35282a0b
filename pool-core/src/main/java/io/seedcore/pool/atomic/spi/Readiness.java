package io.seedcore.pool.atomic.spi;

import java.util.List;
import java.util.Optional;

/**
 * What a database grants to the protocol.
 *
 * @param storeId 8 characters that stand in the database, made once; empty where decisions cannot stand there
 * @param storeProblems why not: each a whole sentence, or a statement that is ready to run; empty where they can
 * @param prepareProblems why it cannot prepare, likewise; empty where it can
 * @param warnings what keeps it from nothing and should still be known: each a line for the log
 */
public record Readiness(
        Optional<String> storeId, List<String> storeProblems, List<String> prepareProblems, List<String> warnings) {

    public Readiness {
        storeProblems = List.copyOf(storeProblems);
        prepareProblems = List.copyOf(prepareProblems);
        warnings = List.copyOf(warnings);
    }

    public boolean canPrepare() {
        return prepareProblems.isEmpty();
    }
}
