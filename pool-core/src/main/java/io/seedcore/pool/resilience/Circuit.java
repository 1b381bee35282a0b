package io.seedcore.pool.resilience;

import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.event.CircuitState;
import io.seedcore.pool.event.PoolListener;
import io.seedcore.pool.resilience.Phase.Barred;
import io.seedcore.pool.resilience.Phase.Closed;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Guards the opening of a pool's connections: one permit, one connect, one result. Lending a connection that exists is
 * no business of it, and neither is what a statement fails with.
 *
 * <p>Closed, each connect is allowed. Three failures in sequence open it, one where user, password, certificate or
 * database were refused. Open, a connect is refused at once with the last failure and the time of the next try. At that
 * time exactly one probe is let through, which makes it half open: success closes it, failure opens it again. A probe
 * that has no result by the time of the next try hangs, and gives its place to another, since a connect begun while the
 * network was dead may not notice that it is back.
 *
 * <p>A server without room for more connections is not down: the state stays closed, and only one attempt in 5 to 6 s is
 * let through until one succeeds. {@link Refusal#onlyGrowth()} tells the two apart.
 *
 * <p>Thread-safe and without locks. While closed, neither a permit nor a success reads the clock.
 */
public final class Circuit {

    private final String pool;
    private final PoolListener listener;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Closed(0, 0));

    /** @param listener told of each change of state, on the thread that brought it about */
    public Circuit(String pool, PoolListener listener) {
        this(pool, listener, System::nanoTime, () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * @param clock nanoseconds from any origin
     * @param random used by many threads at once
     */
    Circuit(String pool, PoolListener listener, LongSupplier clock, RandomGenerator random) {
        this.pool = pool;
        this.listener = listener;
        this.clock = clock;
        this.random = random;
    }

    public CircuitState state() {
        return phase().state();
    }

    /** What {@link #permit()} would be refused with now; empty if it would be given. Takes no permit. */
    public Optional<Refusal> refusal() {
        if (phase() instanceof Barred barred) {
            long now = clock.getAsLong();
            return barred.isDue(now) ? Optional.empty() : Optional.of(barred.refusal(now));
        }
        return Optional.empty();
    }

    /**
     * Leave to open one connection; whoever gets it closes it.
     *
     * @throws RefusedException at once, if none may be opened now
     */
    public Permit permit() throws RefusedException {
        return permit(false);
    }

    /**
     * Leave to open one connection that is not for lending, but to find out how the database is; whoever gets it closes it.
     * Held back only where user, password, certificate or database were refused, since servers count that: a database that
     * is down or full is to be asked all the same. The results, too, say of logins what others say, and that a database is
     * no longer down, but never that it is down or full.
     *
     * @throws RefusedException at once, if none may be opened now
     */
    public Permit permitToAsk() throws RefusedException {
        return permit(true);
    }

    private Permit permit(boolean toAsk) throws RefusedException {
        while (true) {
            Phase before = phase();
            if (!(before instanceof Barred barred) || toAsk && barred.backoff() != Backoff.REFUSED) {
                return new Permit(this, before.era(), toAsk);
            }
            long now = clock.getAsLong();
            if (!barred.isDue(now)) {
                throw new RefusedException(barred.refusal(now));
            }
            Permit probe = new Permit(this, barred.era(), toAsk);
            long nextTry = now + barred.backoff().waitNanos(barred.failures(), random);
            if (move(barred, barred.probing(probe, nextTry))) {
                return probe;
            }
        }
    }

    /**
     * Lets the next probe through at once where user, password, certificate or database were refused, because one of
     * them was changed. Changes nothing otherwise.
     */
    public void settingsChanged() {
        while (phase() instanceof Barred barred && barred.backoff() == Backoff.REFUSED) {
            if (move(barred, barred.dueAt(clock.getAsLong()))) {
                return;
            }
        }
    }

    void succeeded(Permit permit) {
        while (true) {
            Phase before = phase();
            Phase after = afterSuccess(before, permit);
            if (after == before || move(before, after)) {
                return;
            }
        }
    }

    /** Any success shows that a database is not down; that a server has room again, or accepts us, only a probe's. */
    private static Phase afterSuccess(Phase before, Permit permit) {
        if (before instanceof Barred barred) {
            boolean shows = switch (barred.backoff()) {
                case DOWN -> true;
                case FULL -> permit.era() == barred.era() && !permit.isToAsk();
                case REFUSED -> permit.era() == barred.era();
            };
            return shows ? new Closed(barred.era() + 1, 0) : barred;
        }
        Closed closed = (Closed) before;
        return closed.failuresInSequence() == 0 ? closed : new Closed(closed.era(), 0);
    }

    void failed(Permit permit, ErrorCategory category, Throwable cause) {
        while (true) {
            Phase before = phase();
            if (permit.isToAsk() && Backoff.of(category) != Backoff.REFUSED) {
                abandoned(permit);
                return;
            }
            Phase after = before instanceof Barred barred
                    ? afterFailure(barred, permit, category, cause)
                    : afterFailure((Closed) before, permit, category, cause);
            if (after == before || move(before, after)) {
                return;
            }
        }
    }

    private Phase afterFailure(Closed before, Permit permit, ErrorCategory category, Throwable cause) {
        if (permit.era() != before.era()) {
            return before;
        }
        int failures = before.failuresInSequence() + 1;
        return failures < Backoff.of(category).failuresToOpen()
                ? new Closed(before.era(), failures)
                : barred(before.era() + 1, category, cause, 0);
    }

    /** A late failure counts only if it is graver than what is known, as a refused password is. */
    private Phase afterFailure(Barred before, Permit permit, ErrorCategory category, Throwable cause) {
        Backoff backoff = Backoff.of(category);
        if (before.probe() != permit && backoff.compareTo(before.backoff()) <= 0) {
            return before;
        }
        int failures = backoff == before.backoff() ? before.failures() + 1 : 0;
        return barred(before.era(), category, cause, failures);
    }

    private Barred barred(long era, ErrorCategory category, Throwable cause, int failures) {
        Backoff backoff = Backoff.of(category);
        long nextTry = clock.getAsLong() + backoff.waitNanos(failures, random);
        return new Barred(era, backoff, category, cause, failures, nextTry, null);
    }

    /** The next try stays where it is: the attempt may have reached the server. */
    void abandoned(Permit permit) {
        while (phase() instanceof Barred barred && barred.probe() == permit) {
            if (move(barred, barred.withoutProbe())) {
                return;
            }
        }
    }

    private Phase phase() {
        return Objects.requireNonNull(phase.get());
    }

    private boolean move(Phase before, Phase after) {
        if (!phase.compareAndSet(before, after)) {
            return false;
        }
        if (after.state() != before.state()) {
            listener.circuitChanged(pool, after.state(), cause(after));
        }
        return true;
    }

    private static @Nullable Throwable cause(Phase phase) {
        return phase instanceof Barred barred && barred.backoff() != Backoff.FULL ? barred.cause() : null;
    }
}
