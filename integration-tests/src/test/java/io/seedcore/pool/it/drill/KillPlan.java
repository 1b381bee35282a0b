package io.seedcore.pool.it.drill;

import static io.seedcore.pool.it.drill.member.Member.NONE;

import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.fault.Direction;
import io.seedcore.pool.it.drill.member.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What happens in one round of the drill {@code atomic-kill}.
 *
 * @param deed what is done to the member that commits
 * @param moment at which step; none is some moment on the way
 * @param lost the step whose answers it never hears
 * @param delay after which it is done, where it is done at no step
 * @param database the one that is killed or cut off
 * @param direction in which a line carries nothing before it is cut
 * @param pauseMillis how long it lasts
 * @param recoverer what is done meanwhile to one that recovers
 */
record KillPlan(
        Group group,
        Deed deed,
        String moment,
        String lost,
        Duration delay,
        DevDatabaseKind database,
        Direction direction,
        long pauseMillis,
        Optional<Recoverer> recoverer) {

    /** Beyond every limit, of members and of servers, the longest of which are 20 seconds. */
    private static final int STALL_MILLIS = 22_000;
    /** The same at usual limits: sessions in the way are ended after 30 seconds, which is looked at every 30 seconds. */
    private static final int STALL_AT_USUAL_LIMITS_MILLIS = 75_000;

    private static final int MOST_MORE_MILLIS = 3_000;
    private static final int SHORT_CUT_MILLIS = 1_500;
    /** About as long as transactions take here that nobody disturbs. */
    private static final int LONGEST_DELAY_MILLIS = 120;

    enum Deed {
        /** SIGKILL. */
        KILL,
        /** SIGSTOP, and SIGCONT after a time that is longer than every limit. */
        STALL,
        /** One of its lines carries nothing, and breaks. */
        CUT,
        /** SIGKILL to a database, which is started again. */
        DATABASE_KILL
    }

    /**
     * What is done to a member that recovers.
     *
     * @param deed to kill it or to stop it
     * @param pauseMillis how long it is stopped
     */
    record Recoverer(Deed deed, String moment, long pauseMillis) {}

    /** What a coordinator comes by, depending on which answers it hears. */
    private enum Course {
        UNDISTURBED(NONE, "mark", "prepare", "commit-last", "finish-committed", "remove"),
        COMMIT_ANSWER_LOST("commit-last", "settle", "stamp", "finish-committed", "remove"),
        PREPARE_ANSWER_LOST("prepare", "roll-back-last", "finish-aborted");

        private final String lost;
        private final List<String> steps;

        Course(String lost, String... steps) {
            this.lost = lost;
            this.steps = List.of(steps);
        }
    }

    /** Where a coordinator leaves work to others, by what they find. */
    private enum Leaving {
        UNDECIDED(
                List.of(Step.after("prepare"), Step.before("commit-last")),
                List.of("read", "settle", "finish-aborted", "remove"),
                List.of("end-holder", "end-owner")),
        DECIDED(
                List.of(Step.after("commit-last"), Step.before("finish-committed")),
                List.of("read", "stamp", "finish-committed", "is-prepared", "remove"),
                List.of("end-owner"));

        private final List<String> moments;
        private final List<String> steps;
        private final List<String> stepsWhileItIsStopped;

        Leaving(List<String> moments, List<String> steps, List<String> stepsWhileItIsStopped) {
            this.moments = moments;
            this.steps = steps;
            this.stepsWhileItIsStopped = stepsWhileItIsStopped;
        }
    }

    /** The same for the same chance. */
    static KillPlan draw(int round, Random chance) {
        Group group = Group.of(round);
        Deed deed = deed(chance.nextInt(100));
        Course course = chance.nextInt(10) < 6
                ? Course.UNDISTURBED
                : chance.nextBoolean() ? Course.COMMIT_ANSWER_LOST : Course.PREPARE_ANSWER_LOST;
        boolean somewhere = chance.nextInt(4) == 0;
        String moment = moment(one(course.steps, chance), chance);
        Duration delay = Duration.ofMillis(chance.nextInt(LONGEST_DELAY_MILLIS));
        DevDatabaseKind database = one(group.databases(), chance);
        Direction direction = chance.nextInt(5) < 3 ? Direction.TO_CLIENT : Direction.BOTH;
        long pause = pauseMillis(deed, STALL_MILLIS, chance);
        boolean recovered = chance.nextInt(10) < 3 && (deed == Deed.KILL || deed == Deed.STALL);
        Leaving leaving = chance.nextBoolean() ? Leaving.UNDECIDED : Leaving.DECIDED;
        String left = one(leaving.moments, chance);
        List<String> steps = deed == Deed.STALL && chance.nextBoolean() ? leaving.stepsWhileItIsStopped : leaving.steps;
        Recoverer recoverer = new Recoverer(
                chance.nextInt(10) < 7 ? Deed.KILL : Deed.STALL,
                moment(one(steps, chance), chance),
                stallMillis(STALL_MILLIS, chance));
        return new KillPlan(
                group,
                deed,
                recovered ? left : somewhere ? NONE : moment,
                recovered || somewhere ? NONE : course.lost,
                delay,
                database,
                direction,
                pause,
                recovered ? Optional.of(recoverer) : Optional.empty());
    }

    /** For members with usual limits whose steps nobody sees: some moment on the way, in three databases. */
    static KillPlan drawAnywhere(Random chance) {
        Deed deed = deed(chance.nextInt(100));
        return new KillPlan(
                Group.GRAPH,
                deed,
                NONE,
                NONE,
                Duration.ofMillis(chance.nextInt(LONGEST_DELAY_MILLIS)),
                one(Group.GRAPH.databases(), chance),
                chance.nextInt(5) < 3 ? Direction.TO_CLIENT : Direction.BOTH,
                pauseMillis(deed, STALL_AT_USUAL_LIMITS_MILLIS, chance),
                Optional.empty());
    }

    private static Deed deed(int percent) {
        return percent < 60 ? Deed.KILL : percent < 86 ? Deed.STALL : percent < 97 ? Deed.CUT : Deed.DATABASE_KILL;
    }

    private static String moment(String step, Random chance) {
        return chance.nextBoolean() ? Step.before(step) : Step.after(step);
    }

    private static long pauseMillis(Deed deed, int least, Random chance) {
        boolean beyondEveryLimit = deed == Deed.STALL || deed == Deed.CUT && chance.nextInt(5) == 0;
        return beyondEveryLimit ? stallMillis(least, chance) : chance.nextInt(SHORT_CUT_MILLIS);
    }

    private static long stallMillis(int least, Random chance) {
        return least + chance.nextInt(MOST_MORE_MILLIS);
    }

    private static <T> T one(List<T> of, Random chance) {
        return of.get(chance.nextInt(of.size()));
    }

    boolean isSomewhere() {
        return moment.equals(NONE);
    }
}
