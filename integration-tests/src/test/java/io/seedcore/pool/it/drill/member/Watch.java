package io.seedcore.pool.it.drill.member;

import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.internal.atomic.WatchedEngine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up whoever comes first to a moment, says so, and lets him go on when told. Loses answers. Thread-safe. */
final class Watch implements WatchedEngine.Watcher {
    private String moment = Member.NONE;
    private String lost = Member.NONE;
    private CountDownLatch goingOn = new CountDownLatch(0);

    /**
     * @param moment as {@link Step} names it
     * @param lost the step whose answers are lost from now on
     */
    synchronized void arm(String moment, String lost) {
        this.moment = moment;
        this.lost = lost;
    }

    synchronized void disarm() {
        arm(Member.NONE, Member.NONE);
    }

    synchronized boolean isArmed() {
        return !moment.equals(Member.NONE);
    }

    synchronized void goOn() {
        goingOn.countDown();
    }

    /** Waits until somebody has come to the moment, but not for longer, and then until he has gone on. */
    void awaitGone(Duration longest) throws InterruptedException {
        CountDownLatch waiting;
        synchronized (this) {
            long end = System.nanoTime() + longest.toNanos();
            for (long left = longest.toMillis();
                    isArmed() && left > 0;
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                wait(left);
            }
            waiting = goingOn;
        }
        waiting.await();
    }

    @Override
    public void before(Request request) {
        pass(Step.before(Step.name(request)));
    }

    @Override
    public Answer after(Request request, Answer answer) {
        pass(Step.after(Step.name(request)));
        return isLost(request) ? Answer.Plain.SILENCE : answer;
    }

    private synchronized boolean isLost(Request request) {
        return Step.name(request).equals(lost);
    }

    private void pass(String now) {
        CountDownLatch waiting;
        synchronized (this) {
            if (!now.equals(moment)) {
                return;
            }
            moment = Member.NONE;
            waiting = new CountDownLatch(1);
            goingOn = waiting;
            notifyAll();
            // Nobody can say first that this moment never came.
            Member.say("AT");
        }
        try {
            waiting.await();
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
        }
    }
}
