package io.seedcore.pool.it.drill;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Gives the rounds of a drill to workers, each to one of them. */
final class Rounds {
    private final Assignment assignment;
    private final LongSupplier nanoTime;
    private final long begin;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean ended;

    Rounds(Assignment assignment) {
        this(assignment, System::nanoTime);
    }

    Rounds(Assignment assignment, LongSupplier nanoTime) {
        this.assignment = assignment;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    @FunctionalInterface
    interface Round {
        void run(int number) throws Exception;
    }

    /** Works on the rounds in so many threads; what a round throws is a wrong outcome and ends nothing but the round. */
    void work(int workers, Findings findings, Round round) throws InterruptedException {
        Crew crew = new Crew(findings);
        for (int worker = 0; worker < workers; worker++) {
            crew.start("worker " + worker, () -> workOff(findings, round));
        }
        crew.join();
    }

    /** No further round begins. */
    void end() {
        ended = true;
    }

    private void workOff(Findings findings, Round round) {
        int number;
        while (!ended && timeLeft() && (number = next.getAndIncrement()) < assignment.runs()) {
            try {
                round.run(number);
            } catch (Throwable failure) {
                findings.wrong("round " + number, failure);
            }
            findings.count("runs");
        }
    }

    private boolean timeLeft() {
        Duration longest = assignment.longest();
        return longest == null || nanoTime.getAsLong() - begin < longest.toNanos();
    }
}
