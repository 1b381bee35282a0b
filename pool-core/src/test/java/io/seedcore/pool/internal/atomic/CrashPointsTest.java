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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real databases, and a coordinator that ends, or stalls and wakes, before and after each of its requests; two members
 * recover at once. A checker reads the databases: both have the row, or neither, and what was told is so.
 */
@Tag("transactions")
class CrashPointsTest {

    private static final long LONGEST_SECONDS = 60;

    /** What ends a coordinator in the middle. */
    private static final class Stopped extends Error {

        private static final long serialVersionUID = 1;
    }

    /** How a commit goes, apart from where it is stopped. */
    private enum Course {
        UNDISTURBED,
        /** The last participant commits, and the answer is lost. */
        COMMIT_ANSWER_LOST,
        /** The last participant's session is ended just before its commit. */
        LAST_ENDED,
        /** The answer to a prepare is lost. */
        PREPARE_ANSWER_LOST
    }

    /** Counts the moments before and after requests, and does something at one of them. */
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

        boolean wasReached() {
            return passed.get() >= point;
        }

        private void pass() {
            if (passed.incrementAndGet() == point) {
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
            boolean lost = course == Course.COMMIT_ANSWER_LOST && request instanceof Request.CommitLast
                    || course == Course.PREPARE_ANSWER_LOST && request instanceof Request.Prepare;
            return lost ? Plain.SILENCE : answer;
        }
    }

    @ParameterizedTest
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
    void coordinatorThatDies_leavesAllOrNothing(String last, Course course) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            int points = 0;
            boolean reached = true;
            for (int point = 1; reached; point++) {
                AtPoint dying = dying(databases, course, point);
                reached = dies(databases, dying);
                points = point;
            }
            assertThat(points).as("moments at which it was stopped").isGreaterThan(8);
            assertEverythingIsSettled(databases);
        }
    }

    private static AtPoint dying(TwoDatabases databases, Course course, int point) {
        return new AtPoint(course, point) {
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

    private static boolean dies(TwoDatabases databases, AtPoint witness) throws Exception {
        int id = databases.nextId();
        Outcome outcome;
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

    private static void recoverTwice(TwoDatabases databases) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        try (Engine one = databases.engine(Witness.NONE);
                Engine other = databases.engine(Witness.NONE)) {
            do {
                CompletableFuture<Void> first = CompletableFuture.runAsync(one::recoverNow);
                CompletableFuture<Void> second = CompletableFuture.runAsync(other::recoverNow);
                CompletableFuture.allOf(first, second).get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } while (databases.branches() > 0 && System.nanoTime() < end);
            assertThat(databases.branches()).isZero();
        }
    }

    private static void assertEverythingIsSettled(TwoDatabases databases) throws Exception {
        try (Engine cleaner = databases.cleaner()) {
            // Who has never needed the stores does not look into them.
            cleaner.newId(true);
            cleaner.recoverNow();
        }
        assertThat(databases.markers()).as("decisions left").isZero();
        assertThat(databases.branches()).as("branches left").isZero();
        assertThat(databases.checkedOut()).as("connections lent").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, UNDISTURBED",
        "postgresql, COMMIT_ANSWER_LOST",
        "mysql, UNDISTURBED",
        "mysql, COMMIT_ANSWER_LOST"
    })
    void coordinatorThatStallsBeyondEveryLimitAndWakes_leavesAllOrNothing(String last, Course course) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            boolean reached = true;
            for (int point = 1; reached; point++) {
                CountDownLatch stalled = new CountDownLatch(1);
                CountDownLatch wake = new CountDownLatch(1);
                AtPoint stalling = stalling(course, point, stalled, wake);
                reached = stalls(databases, stalling, stalled, wake);
            }
            assertEverythingIsSettled(databases);
        }
    }

    private static AtPoint stalling(Course course, int point, CountDownLatch stalled, CountDownLatch wake) {
        return new AtPoint(course, point) {
            @Override
            void act() {
                stalled.countDown();
                try {
                    if (!wake.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("nobody woke the coordinator");
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static boolean stalls(TwoDatabases databases, AtPoint witness, CountDownLatch stalled, CountDownLatch wake)
            throws Exception {
        int id = databases.nextId();
        try (Engine engine = databases.engine(witness)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            databases.insert(transaction, id);
            CompletableFuture<Outcome> committing = CompletableFuture.supplyAsync(transaction::commit);
            CompletableFuture.anyOf(committing, CompletableFuture.runAsync(() -> await(stalled)))
                    .get(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (databases.branches() > 0) {
                recoverTwice(databases);
            }
            wake.countDown();
            stalled.countDown();
            Outcome outcome = committing.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            transaction.release();
            recoverTwice(databases);
            assertThat(databases.rows(id)).as("row %s of %s", id, outcome).isIn(0L, 2L);
            assertTold(databases, id, outcome);
        }
        return witness.wasReached();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever interrupts the thread that commits gets no other answer, and finds the interruption afterwards. */
    @ParameterizedTest
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
        Verdict expected = course == Course.UNDISTURBED || course == Course.COMMIT_ANSWER_LOST
                ? Verdict.COMMITTED
                : Verdict.ROLLED_BACK;
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
            void act() {
                committing.interrupt();
            }

            @Override
            void beforeCommit() {
                endLast(databases);
            }
        };
    }

    private static boolean isInterrupted(TwoDatabases databases, AtPoint witness, Verdict expected) throws Exception {
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

    /** Recovery itself ends at each of its moments; the next one goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void recoveryThatDies_leavesAllOrNothing(String last) throws Exception {
        try (TwoDatabases databases = new TwoDatabases(last)) {
            for (Class<?> stopAfter : new Class<?>[] {Request.Prepare.class, Request.CommitLast.class}) {
                boolean reached = true;
                for (int point = 1; reached; point++) {
                    reached = recoveryDies(databases, stopAfter, point);
                }
            }
            assertEverythingIsSettled(databases);
        }
    }

    private static boolean recoveryDies(TwoDatabases databases, Class<?> stopAfter, int point) throws Exception {
        int id = databases.nextId();
        Witness coordinator = new Witness() {
            @Override
            public Answer after(Request request, Answer answer) {
                if (stopAfter.isInstance(request)) {
                    throw new Stopped();
                }
                return answer;
            }
        };
        try (Engine engine = databases.engine(coordinator)) {
            OpenTransaction transaction = engine.begin(Duration.ZERO);
            databases.insert(transaction, id);
            transaction.commit();
            transaction.release();
        }
        AtPoint dying = dying(databases, Course.UNDISTURBED, point);
        try (Engine recovering = databases.engine(dying)) {
            recovering.recoverNow();
        } catch (Stopped expected) {
            assertThat(dying.wasReached()).isTrue();
        }
        recoverTwice(databases);
        boolean committed = stopAfter == Request.CommitLast.class;
        assertThat(databases.rows(id)).isEqualTo(committed ? 2 : 0);
        return dying.wasReached();
    }
}
