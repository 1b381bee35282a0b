package io.seedcore.pool.benchmark.anomaly;

import io.seedcore.pool.monitoring.anomaly.PoolLook;
import io.seedcore.pool.monitoring.anomaly.Timed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleFunction;

/**
 * A pool by its rules, in a time of its own: every call, loan, login, wait and timeout is an event. Keeps to what the
 * product does: idle ones first, else open up to the most, else wait in line; on return overflow is closed. Not
 * thread-safe.
 */
final class SimulatedPool {

    private static final double TIMEOUT = 30;
    private static final double RECYCLE = 1_800;
    private static final double SILENCE = 30;
    private static final double LENDING = 0.0003;
    private static final double TEST_OF_SILENT = 5;
    private static final double CONDITIONS_HOLD = 0.5;

    /** @param end when it comes back */
    private record Loan(double start, double end) {}

    private static final class Tally {
        private long count;
        private double seconds;

        void add(double took) {
            count++;
            seconds += took;
        }

        Timed total() {
            return new Timed(count, seconds);
        }
    }

    private final Random random;
    private final int size;
    private final int most;
    private final DoubleFunction<Conditions> world;
    private final PriorityQueue<Loan> loans = new PriorityQueue<>(Comparator.comparingDouble(Loan::end));
    private final Deque<Double> waiting = new ArrayDeque<>();
    private final Tally acquired = new Tally();
    private final Tally returned = new Tally();
    private final Tally created = new Tally();
    private long errors;
    private int idle;
    private int brokenIdle;
    private int leaked;
    private double now;
    private double nextCall;
    private double nextLeak;
    private double nextRecycle;
    private double cutAt = -1;
    private boolean silent;
    private Conditions conditions;
    private double conditionsAt;

    /**
     * @param size {@code pool_size}; half of it more is opened under load
     * @param start the moment at which it opens, in seconds
     * @param world asked for ever later moments
     */
    SimulatedPool(Random random, int size, double start, DoubleFunction<Conditions> world) {
        this.random = random;
        this.size = size;
        this.most = size + size / 2;
        this.world = world;
        now = start;
        nextCall = start;
        nextRecycle = start + RECYCLE / size;
        conditionsAt = start;
        conditions = world.apply(start);
    }

    int most() {
        return most;
    }

    PoolLook look() {
        int lent = loans.size() + leaked;
        return new PoolLook("simulated", this, size, lent, acquired.total(), returned.total(), created.total(), errors);
    }

    void runUntil(double moment) {
        while (true) {
            double nextReturn =
                    loans.isEmpty() ? Double.POSITIVE_INFINITY : loans.element().end();
            double next = Math.min(nextCall, nextReturn);
            if (next > moment) {
                now = moment;
                sendAwayTheLate();
                return;
            }
            now = next;
            follow();
            if (nextReturn <= nextCall) {
                comeBack(loans.remove());
            } else {
                call();
                nextCall = now - Math.log(1 - random.nextDouble()) / conditions.callsPerSecond();
            }
        }
    }

    private void follow() {
        if (now - conditionsAt >= CONDITIONS_HOLD) {
            conditionsAt = now;
            conditions = world.apply(now);
        }
    }

    /** The server is gone, and another takes its place; what was connected to it is of no use. */
    void cut(boolean withoutAWord) {
        cutAt = now;
        silent = withoutAWord;
        brokenIdle = idle;
        if (silent) {
            // Those that wait for an answer learn late that none will come.
            List<Loan> held = new ArrayList<>(loans);
            loans.clear();
            held.forEach(loan -> loans.add(new Loan(loan.start(), loan.end() + SILENCE)));
        }
    }

    /** So many idle connections are found unusable. */
    void lose(int connections) {
        int lost = Math.min(connections, idle);
        idle -= lost;
        errors += lost;
    }

    private void call() {
        sendAwayTheLate();
        double spent = dropBroken();
        if (waiting.isEmpty() && idle > 0) {
            idle--;
            if (now >= nextRecycle) {
                nextRecycle += RECYCLE / size;
                open(now, spent);
            } else {
                lend(now, spent + LENDING);
            }
        } else if (waiting.isEmpty() && idle + loans.size() + leaked < most) {
            open(now, spent);
        } else {
            waiting.add(now);
        }
    }

    /** Who borrows finds them: at once where the server's end was closed, one after the other where nothing answers. */
    private double dropBroken() {
        if (brokenIdle == 0) {
            return 0;
        }
        int found = silent ? 1 : brokenIdle;
        brokenIdle -= found;
        lose(found);
        return silent ? TEST_OF_SILENT : 0;
    }

    private void open(double asked, double spent) {
        double login = scattered(conditions.login(), 0.4);
        created.add(login);
        lend(asked, spent + login);
    }

    private void lend(double asked, double took) {
        double got = Math.max(now, asked + took);
        acquired.add(got - asked);
        if (conditions.leakEvery() > 0 && now >= nextLeak) {
            nextLeak = now + conditions.leakEvery();
            leaked++;
            return;
        }
        double held = random.nextDouble() < conditions.slowShare()
                ? scattered(conditions.slow(), 0.3)
                : scattered(conditions.held(), 0.8);
        loans.add(new Loan(got, got + held));
    }

    private void comeBack(Loan loan) {
        returned.add(loan.end() - loan.start());
        sendAwayTheLate();
        boolean broken = loan.start() < cutAt;
        if (broken) {
            errors++;
        }
        if (!waiting.isEmpty()) {
            double asked = waiting.remove();
            if (broken) {
                open(asked, now - asked);
            } else {
                lend(asked, now - asked);
            }
        } else if (!broken && idle + loans.size() + leaked < size) {
            idle++;
        }
    }

    private void sendAwayTheLate() {
        while (!waiting.isEmpty() && now - waiting.element() >= TIMEOUT) {
            waiting.remove();
            errors++;
        }
    }

    /** Most are shorter than {@code mean}, some much longer. */
    private double scattered(double mean, double sigma) {
        return mean * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
    }
}
