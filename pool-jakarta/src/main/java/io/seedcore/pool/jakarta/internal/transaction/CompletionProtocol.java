package io.seedcore.pool.jakarta.internal.transaction;

import java.util.List;

/** How the parts of one transaction are committed together. Stateless and thread-safe. */
interface CompletionProtocol {

    /**
     * Commits all parts or none, as far as this protocol can. Nobody uses them meanwhile.
     *
     * @param participants in the order in which they joined; may be empty
     * @return what became of them; failures are an outcome, not an exception
     */
    Outcome commit(List<TransactionParticipant> participants);
}
