package io.seedcore.pool.it.trial;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Runs what it is given in a transaction of each kind. */
@ApplicationScoped
public class Scopes {

    /** Work that may fail. */
    public interface Work {
        void run() throws Exception;
    }

    /** A failure that an application foresees. */
    public static final class Foreseen extends Exception {

        private static final long serialVersionUID = 1L;

        public Foreseen() {
            super("foreseen");
        }
    }

    /** A failure that it does not. */
    public static final class Unforeseen extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unforeseen() {
            super("unforeseen");
        }
    }

    @Transactional
    public void inTransaction(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void inNewTransaction(Work work) throws Exception {
        work.run();
    }

    @Transactional(rollbackOn = Foreseen.class)
    public void rolledBackWhenForeseen(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public void withoutTransaction(Work work) throws Exception {
        work.run();
    }
}
