package io.seedcore.pool.jakarta.internal.transaction;

import io.seedcore.pool.atomic.HasWrittenException;
import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import java.time.Duration;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All our databases in one transaction, as the transaction manager sees them: one resource, which commits in one phase.
 *
 * <p>Of the codes that the specification has for a failed commit, transaction managers agree on few. They take {@code
 * XA_RBROLLBACK} for a rollback and {@code XA_HEURHAZ} for an unknown outcome; of others, and of unchecked exceptions,
 * each thinks something else, or asks again.
 */
final class TransactionResource implements XAResource {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionResource.class);

    private final OpenTransaction transaction;
    private volatile int timeout;
    private volatile @Nullable Class<?> stranger;
    private volatile boolean committed;

    TransactionResource(OpenTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        committed = true;
        Outcome outcome = transaction.commit();
        switch (outcome.verdict()) {
            case COMMITTED -> {}
            case ROLLED_BACK -> throw rolledBack(outcome.cause());
            case UNKNOWN -> {
                LOG.error("Whether the transaction is stored is not known: {}", message(outcome.cause()));
                throw failure(XAException.XA_HEURHAZ, outcome.cause());
            }
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        rollback();
    }

    /** As a transaction manager does it that knows of the resource. */
    void rollback() throws XAException {
        Outcome outcome = transaction.rollback();
        switch (outcome.verdict()) {
            case ROLLED_BACK -> {}
            case COMMITTED -> throw failure(XAException.XA_HEURCOM, outcome.cause());
            case UNKNOWN -> {
                LOG.error("Whether all of the transaction was rolled back is not known: {}", message(outcome.cause()));
                throw failure(XAException.XA_HEURHAZ, outcome.cause());
            }
        }
    }

    /**
     * Only called when another resource takes part, whose decision our databases could not wait for. Where they were only read,
     * they need not.
     */
    @Override
    public int prepare(Xid xid) throws XAException {
        if (committed) {
            throw failure(XAException.XAER_PROTO, new CannotCommitException("it ended before it was to be prepared"));
        }
        Outcome outcome = transaction.commitIfOnlyRead();
        return switch (outcome.verdict()) {
            case COMMITTED -> XA_RDONLY;
            case ROLLED_BACK ->
                throw outcome.cause() instanceof HasWrittenException ? besideAnother() : rolledBack(outcome.cause());
            case UNKNOWN -> {
                LOG.error("Whether all of the transaction was rolled back is not known: {}", message(outcome.cause()));
                throw failure(XAException.XAER_PROTO, outcome.cause());
            }
        };
    }

    private static XAException rolledBack(@Nullable Throwable cause) {
        // Several servers keep the cause to themselves.
        LOG.warn("The transaction was rolled back: {}", message(cause));
        return failure(XAException.XA_RBROLLBACK, cause);
    }

    private XAException besideAnother() {
        Class<?> other = stranger;
        String which = other == null
                ? "a resource of the server beside the databases of the pool (look for another data source, a message queue"
                        + " or a connector in the same transaction)"
                : "a resource of the server (" + other.getName() + ") beside the databases of the pool";
        String message = "SCP-327 The transaction was rolled back: it uses " + which + ", and both cannot be committed"
                + " together. Use one of them in a transaction of its own, for example in a method with"
                + " @Transactional(REQUIRES_NEW).";
        LOG.error(message);
        return failure(XAException.XA_RBROLLBACK, new CannotCommitException(message));
    }

    private static XAException failure(int code, @Nullable Throwable cause) {
        XAException failure = new XAException(message(cause));
        failure.errorCode = code;
        failure.initCause(cause);
        return failure;
    }

    private static String message(@Nullable Throwable cause) {
        return cause == null ? "its time was up, or somebody rolled it back" : String.valueOf(cause.getMessage());
    }

    /**
     * Identity: the transaction manager must never take two transactions' resources for one. That it asks is the only word of
     * another resource to us: Narayana asks those that take part about each that comes later, Payara that one about them.
     */
    @Override
    public boolean isSameRM(XAResource other) {
        if (other != this) {
            stranger = other.getClass();
        }
        return other == this;
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void forget(Xid xid) {}

    /** What a crash leaves behind is found by recovery of our own, and not under the transaction manager's name. */
    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public int getTransactionTimeout() {
        return timeout;
    }

    /** The manager ends the transaction when its time is up; a database is told in case nobody is there any more to do so. */
    @Override
    public boolean setTransactionTimeout(int seconds) {
        timeout = seconds;
        transaction.setTimeout(Duration.ofSeconds(seconds));
        return true;
    }

    @Override
    public String toString() {
        return "SeedCore Pool";
    }
}
