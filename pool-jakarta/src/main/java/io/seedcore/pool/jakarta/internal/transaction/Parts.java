package io.seedcore.pool.jakarta.internal.transaction;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to each part of a transaction, whatever becomes of the others. */
final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private Parts() {}

    static void rollBack(List<TransactionParticipant> parts) {
        for (TransactionParticipant part : parts) {
            try {
                part.rollback();
            } catch (RuntimeException e) {
                LOG.warn("{}: could not be rolled back; its connection is thrown away", part.database(), e);
            }
        }
    }

    static void release(List<TransactionParticipant> parts) {
        for (TransactionParticipant part : parts) {
            try {
                part.release();
            } catch (RuntimeException e) {
                LOG.warn("{}: could not be released after a transaction", part.database(), e);
            }
        }
    }
}
