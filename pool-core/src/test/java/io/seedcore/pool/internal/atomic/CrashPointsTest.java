package io.seedcore.pool.internal.atomic;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.atomic.OpenTransaction;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Answer.Plain;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.protocol.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real databases, and a coordinator, or a member that recovers, that ends, or stalls and wakes, before and after each of its
 * requests, the removal of decisions included; two other members recover at once. A checker reads the databases: both have
 * the row, or neither, and what was told is so.
 *
 * <p>The cases mostly wait for locks, and share nothing but servers; so they run beside each other, and beside no other class.
 */
@Tag("transactions")
class CrashPointsTest {

    private static final long LONGEST_SECONDS = 60;

    /** Decision read, written, branch ended; decisions read, decision removed. */
    private static final int LEAST_MOMENTS_OF_ABORT = 9;

    /** Decision read, stamped, branch ended; decisions read, branches listed, decision removed. */
    private static final int LEAST_MOMENTS_OF_COMMIT = 11;

    /** What ends a coordinator in the middle. */
    private static final class Stopped extends Error {

        private static final long serialVersionUID = 1;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** How a commit goes, apart from where it is stopped. */
    private enum Course {
        UNDISTURBED,
        /** The last participant commits, and the answer is lost. */
        COMMIT_ANSWER_LOST,
        /** The last participant's session is ended just before its commit. */
        LAST_ENDED,
        /** The answer to a prepare is lost. */
        PREPARE_ANSWER_LOST,
        /** The decision is removed, and the answer is lost. */
        REMOVAL_ANSWER_LOST;

        boolean isCommitted() {
            return this != LAST_ENDED && this != PREPARE_ANSWER_LOST;
        }

        /** Two for each request that there is at least: the marker's, PREPARE, COMMIT or ROLLBACK, the branch's, and the removal. */
        int leastMoments() {
            return isCommitted() ? 10 : 8;
        }

        private boolean loses(Request request) {
            return switch (this) {
                case COMMIT_ANSWER_LOST -> request instanceof Request.CommitLast;
                case PREPARE_ANSWER_LOST -> request instanceof Request.Prepare;
                case REMOVAL_ANSWER_LOST -> request instanceof Request.Remove;
                case UNDISTURBED, LAST_ENDED -> false;
            };
        }
    }

    /** Counts the moments before and after requests, and does something at one of them. Thread-safe. */
    private abstract static class AtPoint implements Witness {

        private final Course course;
        private final int point;
        private final AtomicInteger passed = new AtomicInteger();

        AtPoint(Course course, int point) {
            this.course = course;
            this.point = point;
        }

        abstract void act();

        void beforeCommit() {}

        /** Whether it is time to act, at the moment with that number. */
        boolean isTime(int moment) {
            return moment == point;
        }

        final int point() {
            return point;
        }

        boolean wasReached() {
            return passed.get() >= point;
        }

        private void pass() {
            if (isTime(passed.incrementAndGet())) {
                act();
            }
        }

        @Override
        public void before(Request request) {
            pass();
            if (course == Course.LAST_ENDED && request instanceof Request.CommitLast) {
                beforeCommit();
            }
        }

        @Override
        public Answer after(Request request, Answer answer) {
            pass();
            return course.loses(request) ? Plain.SILENCE : answer;
        }
    }

    /** Whoever comes to a moment waits there until he is woken. */
    private static final class Stall extends AtPoint {

        private final CountDownLatch come = new CountDownLatch(1);
        private final CountDownLatch wake = new CountDownLatch(1);

        Stall(Course course, int point) {
            super(course, point);
        }

        @Override
        void act() {
            come.countDown();
            CrashPointsTest.await(wake);
        }

        /** Until somebody has come there, or {@link #isOver} says that nobody will. */
        void await() {
            CrashPointsTest.await(come);
        }

        void isOver() {
            come.countDown();
        }

        void wake() {
            wake.countDown();
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "postgresql, UNDISTURBED",
        "postgresql, COMMIT_ANSWER_LOST",
        "postgresql, LAST_ENDED",
        "postgresql, PREPARE_ANSWER_LOST",
        "postgresql, REMOVAL_ANSWER_LOST",
        "mysql, UNDISTURBED",
        "mysql, COMMIT_ANSWER_LOST",
        "mysql, LAST_ENDED",
        "mysql, PREPARE_ANSWER_LOST",
        "mysql, REMOVAL_ANSWER_LOST"
    })
    void coordinatorThatDies_leavesAllOrNothing(String last, Course course) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            int points = 0;
            boolean reached = true;
            for (int point = 1; reached; point++) {
                AtPoint dying = dying(databases, course, point);
                reached = dies(databases, dying);
                points = point;
            }
            assertThat(points).as("moments at which it was stopped").isGreaterThan(course.leastMoments());
            assertEverythingIsSettled(databases);
        }
    }

    /** Whoever is dead does nothing more, in no thread. */
    private static AtPoint dying(TwoDatabases databases, Course course, int point) {
        return new AtPoint(course, point) {
            @Override
            boolean isTime(int moment) {
                return moment >= point();
            }

            @Override
            void act() {
                throw new Stopped();
            }

            @Override
            void beforeCommit() {
                endLast(databases);
            }
        };
    }

    /** Ends sessions that have a decision written and not committed, as the limit of a server would. */
    private static void endLast(TwoDatabases databases) {
        try {
            databases.endHolders();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean dies(TwoDatabases databases, AtPoint witness) throws Exception {
        int id = databases.nextId();
        Outcome outcome;
        // Closing it removes the decision.
        try (Engine engine = databases.engine(witness)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            databases.insert(transaction, id);
            outcome = transaction.commit();
            // Its sessions end with it.
            transaction.release();
        }
        recoverTwice(databases);
        assertThat(databases.rows(id)).as("row %s of %s", id, outcome).isIn(0L, 2L);
        boolean stopped = outcome.cause() instanceof Stopped;
        if (!stopped) {
            assertTold(databases, id, outcome);
        }
        return witness.wasReached();
    }

    private static void assertTold(TwoDatabases databases, int id, Outcome outcome) throws SQLException {
        if (outcome.verdict() == Verdict.COMMITTED) {
            assertThat(databases.rows(id)).as("told that it is stored").isEqualTo(2);
        } else if (outcome.verdict() == Verdict.ROLLED_BACK) {
            assertThat(databases.rows(id)).as("told that it is not").isZero();
        }
    }

    private void recoverTwice(TwoDatabases databases) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        try (Engine one = databases.engine(Witness.NONE);
                Engine other = databases.engine(Witness.NONE)) {
            do {
                Future<?> first = threads.submit(one::recoverNow);
                Future<?> second = threads.submit(other::recoverNow);
                first.get(LONGEST_SECONDS, TimeUnit.SECONDS);
                second.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } while (databases.branches() > 0 && System.nanoTime() < end);
            assertThat(databases.branches()).isZero();
        }
    }

    private static void removeOldDecisions(TwoDatabases databases) {
        try (Engine cleaner = databases.cleaner()) {
            // Who has never needed the stores does not look into them.
            cleaner.newId(true);
            cleaner.recoverNow();
        }
    }

    private static void assertEverythingIsSettled(TwoDatabases databases) throws Exception {
        removeOldDecisions(databases);
        assertThat(databases.markers()).as("decisions left").isZero();
        assertThat(databases.branches()).as("branches left").isZero();
        assertThat(databases.checkedOut()).as("connections lent").isZero();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "postgresql, UNDISTURBED",
        "postgresql, COMMIT_ANSWER_LOST",
        "postgresql, REMOVAL_ANSWER_LOST",
        "mysql, UNDISTURBED",
        "mysql, COMMIT_ANSWER_LOST",
        "mysql, REMOVAL_ANSWER_LOST"
    })
    void coordinatorThatStallsBeyondEveryLimitAndWakes_leavesAllOrNothing(String last, Course course) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            int points = 0;
            boolean reached = true;
            for (int point = 1; reached; point++) {
                reached = stalls(databases, new Stall(course, point));
                points = point;
            }
            assertThat(points).as("moments at which it was stopped").isGreaterThan(course.leastMoments());
            assertEverythingIsSettled(databases);
        }
    }

    private boolean stalls(TwoDatabases databases, Stall stall) throws Exception {
        int id = databases.nextId();
        try (Engine engine = databases.engine(stall)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            databases.insert(transaction, id);
            Future<Outcome> committing = threads.submit(() -> {
                try {
                    Outcome outcome = transaction.commit();
                    engine.spent().removeAll(Duration.ofSeconds(LONGEST_SECONDS));
                    return outcome;
                } finally {
                    stall.isOver();
                }
            });
            stall.await();
            if (databases.branches() > 0) {
                recoverTwice(databases);
            } else {
                // The decision that it has yet to remove, among others.
                removeOldDecisions(databases);
            }
            stall.wake();
            Outcome outcome = committing.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            transaction.release();
            recoverTwice(databases);
            assertThat(databases.rows(id)).as("row %s of %s", id, outcome).isIn(0L, 2L);
            assertTold(databases, id, outcome);
        }
        return stall.wasReached();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing happened for " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever interrupts the thread that commits gets no other answer, and finds the interruption afterwards. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "postgresql, UNDISTURBED",
        "postgresql, COMMIT_ANSWER_LOST",
        "postgresql, LAST_ENDED",
        "postgresql, PREPARE_ANSWER_LOST",
        "mysql, UNDISTURBED",
        "mysql, COMMIT_ANSWER_LOST",
        "mysql, LAST_ENDED",
        "mysql, PREPARE_ANSWER_LOST"
    })
    void coordinatorThatIsInterrupted_isToldWhatIsTrue(String last, Course course) throws Exception {
        Verdict expected = course.isCommitted() ? Verdict.COMMITTED : Verdict.ROLLED_BACK;
        try (TwoDatabases databases = new TwoDatabases(last)) {
            boolean reached = true;
            for (int point = 1; reached; point++) {
                AtPoint interrupting = interrupting(databases, course, point, Thread.currentThread());
                reached = isInterrupted(databases, interrupting, expected);
            }
            assertEverythingIsSettled(databases);
        }
    }

    private static AtPoint interrupting(TwoDatabases databases, Course course, int point, Thread committing) {
        return new AtPoint(course, point) {
            @Override
            public void before(Request request) {
                // Then the commit is over, and the thread closes the engine.
                if (!(request instanceof Request.Remove)) {
                    super.before(request);
                }
            }

            @Override
            public Answer after(Request request, Answer answer) {
                return request instanceof Request.Remove ? answer : super.after(request, answer);
            }

            @Override
            void act() {
                committing.interrupt();
            }

            @Override
            void beforeCommit() {
                endLast(databases);
            }
        };
    }

    private boolean isInterrupted(TwoDatabases databases, AtPoint witness, Verdict expected) throws Exception {
        int id = databases.nextId();
        try (Engine engine = databases.engine(witness)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            databases.insert(transaction, id);
            Outcome outcome = transaction.commit();
            boolean reached = witness.wasReached();
            assertThat(Thread.interrupted()).as("interrupted afterwards").isEqualTo(reached);
            assertThat(outcome.verdict()).as("verdict of %s", outcome).isEqualTo(expected);
            transaction.release();
            recoverTwice(databases);
            assertThat(databases.rows(id)).isEqualTo(expected == Verdict.COMMITTED ? 2 : 0);
            return reached;
        }
    }

    /** Recovery itself, and its removal of decisions, ends at each of its moments; the next one goes on. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"postgresql, false", "postgresql, true", "mysql, false", "mysql, true"})
    void recoveryThatDies_leavesAllOrNothing(String last, boolean committed) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            int points = 0;
            boolean reached = true;
            for (int point = 1; reached; point++) {
                reached = recoveryDies(databases, committed, point);
                points = point;
            }
            assertThat(points)
                    .as("moments at which it was stopped")
                    .isGreaterThan(committed ? LEAST_MOMENTS_OF_COMMIT : LEAST_MOMENTS_OF_ABORT);
        }
    }

    private boolean recoveryDies(TwoDatabases databases, boolean committed, int point) throws Exception {
        int id = leave(databases, committed);
        AtPoint dying = dying(databases, Course.UNDISTURBED, point);
        try (Engine recovering = databases.cleaner(dying)) {
            recovering.newId(true);
            recovering.recoverNow();
        } catch (Stopped expected) {
            assertThat(dying.wasReached()).isTrue();
        }
        recoverTwice(databases);
        assertThat(databases.rows(id)).isEqualTo(committed ? 2 : 0);
        assertEverythingIsSettled(databases);
        return dying.wasReached();
    }

    /** Meanwhile others end what it had found, and one more transaction is committed and left behind. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"postgresql, false", "postgresql, true", "mysql, false", "mysql, true"})
    void recoveryThatStallsAndWakes_leavesAllOrNothing(String last, boolean committed) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            int points = 0;
            boolean reached = true;
            for (int point = 1; reached; point++) {
                reached = recoveryStalls(databases, committed, new Stall(Course.UNDISTURBED, point));
                points = point;
            }
            assertThat(points)
                    .as("moments at which it was stopped")
                    .isGreaterThan(committed ? LEAST_MOMENTS_OF_COMMIT : LEAST_MOMENTS_OF_ABORT);
        }
    }

    private boolean recoveryStalls(TwoDatabases databases, boolean committed, Stall stall) throws Exception {
        int before = leave(databases, committed);
        int meanwhile;
        try (Engine recovering = databases.cleaner(stall)) {
            recovering.newId(true);
            Future<?> scan = threads.submit(() -> {
                try {
                    recovering.recoverNow();
                } finally {
                    stall.isOver();
                }
            });
            stall.await();
            recoverTwice(databases);
            meanwhile = leave(databases, true);
            stall.wake();
            scan.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
        recoverTwice(databases);
        assertThat(databases.rows(before)).as("left before").isEqualTo(committed ? 2 : 0);
        assertThat(databases.rows(meanwhile)).as("left meanwhile").isEqualTo(2);
        assertEverythingIsSettled(databases);
        return stall.wasReached();
    }

    /**
     * A coordinator dies, and leaves a branch.
     *
     * @param committed whether just after the decision, or before it
     */
    private static int leave(TwoDatabases databases, boolean committed) throws SQLException {
        int id = databases.nextId();
        Class<? extends Request> end = committed ? Request.CommitLast.class : Request.Prepare.class;
        Witness dying = new Witness() {
            @Override
            public Answer after(Request request, Answer answer) {
                if (end.isInstance(request)) {
                    throw new Stopped();
                }
                return answer;
            }
        };
        try (Engine engine = databases.engine(dying)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            databases.insert(transaction, id);
            transaction.commit();
            transaction.release();
        }
        return id;
    }
}
