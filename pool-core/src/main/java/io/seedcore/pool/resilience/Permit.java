package io.seedcore.pool.resilience;

import io.seedcore.pool.error.ErrorCategory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leave to open one connection, to be answered with exactly one result. Closing a permit without a result abandons it,
 * so that none is lost whatever is thrown in between:
 *
 * <pre>{@code
 * try (Permit permit = circuit.permit()) {
 *     try {
 *         connection = open();
 *     } catch (SQLException e) {
 *         permit.failed(category(e), e);
 *         throw e;
 *     }
 *     permit.succeeded();
 * }
 * }</pre>
 */
public final class Permit implements AutoCloseable {

    private final Circuit circuit;
    private final long era;
    private final boolean isToAsk;
    private final AtomicBoolean answered = new AtomicBoolean();

    Permit(Circuit circuit, long era, boolean isToAsk) {
        this.circuit = circuit;
        this.era = era;
        this.isToAsk = isToAsk;
    }

    /** The circuit's era in which this was given; results of a past one mean less. */
    long era() {
        return era;
    }

    /** Whether its connection is not for lending; see {@link Circuit#permitToAsk()}. */
    boolean isToAsk() {
        return isToAsk;
    }

    /**
     * The connection is open and its user accepted.
     *
     * @throws IllegalStateException if this permit has its result already
     */
    public void succeeded() {
        answer();
        circuit.succeeded(this);
    }

    /**
     * The connection could not be opened.
     *
     * @throws IllegalStateException if this permit has its result already
     */
    public void failed(ErrorCategory category, Throwable cause) {
        answer();
        circuit.failed(this, category, cause);
    }

    /**
     * The attempt was given up, by an interrupt for instance, and says nothing about the database.
     *
     * @throws IllegalStateException if this permit has its result already
     */
    public void abandoned() {
        answer();
        circuit.abandoned(this);
    }

    /** Abandons this permit if it has no result. */
    @Override
    public void close() {
        if (answered.compareAndSet(false, true)) {
            circuit.abandoned(this);
        }
    }

    private void answer() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("a permit takes one result, and this one has it");
        }
    }
}
