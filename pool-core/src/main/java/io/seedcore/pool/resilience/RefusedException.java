package io.seedcore.pool.resilience;

/**
 * The circuit let no attempt to connect through. Carries no stack trace, since it may be thrown many thousand times a
 * second; the failure that opened the circuit is its cause.
 */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(
                "no connection is opened (" + refusal.category().label() + "), next try in "
                        + refusal.nextTry().toMillis() + " ms",
                refusal.cause(),
                false,
                false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
