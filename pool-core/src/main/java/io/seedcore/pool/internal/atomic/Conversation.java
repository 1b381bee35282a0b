package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.internal.thread.SharedThreads;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the requests of one state machine, all that are awaited at the same time, and collects the answers. A request that
 * comes back is made again after a moment, so that a database that refuses at once is not asked without end. For one
 * thread.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration BEFORE_REPEATING = Duration.ofMillis(50);

    /** Carries requests out. An exception is silence. */
    @FunctionalInterface
    interface Asking {
        Answer ask(Request request) throws Exception;
    }

    /** An answer, or the error that ends the work. */
    record Heard(Request request, Answer answer, Optional<Error> end) {}

    private final Executor workers;
    private final ScheduledExecutorService timers;
    private final Asking asking;
    private final Witness witness;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Set<Request> running = new HashSet<>();
    private final Set<Request> made = new HashSet<>();

    Conversation(SharedThreads threads, Asking asking, Witness witness) {
        this(threads::runSurely, threads.timers(), asking, witness);
    }

    Conversation(Executor workers, ScheduledExecutorService timers, Asking asking, Witness witness) {
        this.workers = workers;
        this.timers = timers;
        this.asking = asking;
        this.witness = witness;
    }

    /** Makes those of {@code requests} that are not under way. A single one is carried out by the calling thread. */
    void make(Set<Request> requests, boolean here) {
        for (Request request : requests) {
            if (!running.add(request)) {
                continue;
            }
            boolean again = !made.add(request);
            if (here && requests.size() == 1 && !again) {
                carryOut(request);
            } else if (again) {
                afterAMoment(request);
            } else {
                elsewhere(request);
            }
        }
    }

    /** Requests that have no answer yet. */
    Set<Request> underWay() {
        return Set.copyOf(running);
    }

    /** When the last pool is closed, it is not asked again: no answer comes, and whoever awaits it gives up in time. */
    private void afterAMoment(Request request) {
        try {
            timers.schedule(() -> elsewhere(request), BEFORE_REPEATING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The pools are closed, and so {} is not repeated", request);
        }
    }

    private void elsewhere(Request request) {
        try {
            workers.execute(() -> carryOut(request));
        } catch (RejectedExecutionException e) {
            heard.add(new Heard(request, Answer.Plain.SILENCE, Optional.empty()));
        }
    }

    private void carryOut(Request request) {
        try {
            witness.before(request);
            Answer answer = witness.after(request, answer(request));
            heard.add(new Heard(request, answer, Optional.empty()));
        } catch (Error e) {
            heard.add(new Heard(request, Answer.Plain.SILENCE, Optional.of(e)));
        }
    }

    private Answer answer(Request request) {
        try {
            return asking.ask(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.Plain.SILENCE;
        } catch (Exception e) {
            LOG.debug("No answer to {}", request, e);
            return Answer.Plain.SILENCE;
        }
    }

    /**
     * The next answer; empty after {@code patience}.
     *
     * @throws Error that ended the work
     */
    Optional<Heard> next(Duration patience) throws InterruptedException {
        Heard next = heard.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        if (next == null) {
            return Optional.empty();
        }
        running.remove(next.request());
        if (next.end().isPresent()) {
            throw next.end().get();
        }
        return Optional.of(next);
    }
}
