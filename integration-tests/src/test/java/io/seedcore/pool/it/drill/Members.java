package io.seedcore.pool.it.drill;

import io.seedcore.pool.it.drill.member.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The processes of all groups. Those that nobody has work for go on looking for what others left behind. Thread-safe. */
final class Members {
    /** Of each group; more are ended when they come back. */
    private static final int MOST_IDLE = 3;
    /** A process that starts has much to compute, and where too many do the databases have no time to answer. */
    private static final int MOST_STARTING = 3;
    /** The first transaction of a process takes long, as everything is loaded and looked at, or fails on a database that is down. */
    private static final int MOST_WARM_UPS = 5;

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(120);

    private final MemberProgram program;
    private final ThreeDatabases databases;
    private final Ledger ledger;
    private final Map<Group, Deque<MemberProcess>> idle = new EnumMap<>(Group.class);
    private final Semaphore starting = new Semaphore(MOST_STARTING);
    /** Below those of the rounds. */
    private final AtomicLong warmUpIds = new AtomicLong();

    Members(MemberProgram program, ThreeDatabases databases, Ledger ledger) {
        this.program = program;
        this.databases = databases;
        this.ledger = ledger;
    }

    /** Makes all others start faster. */
    void startFirst() throws InterruptedException, IOException {
        started(Group.GRAPH).endGently();
    }

    /** One for the caller alone, who gives it back, alive or not. */
    MemberProcess take(Group group) throws InterruptedException {
        MemberProcess resting = pollIdle(group);
        if (resting != null) {
            return resting;
        }
        starting.acquire();
        try {
            return started(group);
        } finally {
            starting.release();
        }
    }

    private synchronized @Nullable MemberProcess pollIdle(Group group) {
        return idleOf(group).poll();
    }

    private Deque<MemberProcess> idleOf(Group group) {
        return idle.computeIfAbsent(group, none -> new ArrayDeque<>());
    }

    private MemberProcess started(Group group) throws InterruptedException {
        MemberProcess member = MemberProcess.start(program, group, databases, ledger);
        try {
            warmUp(member);
        } catch (RuntimeException | InterruptedException e) {
            member.end();
            throw e;
        }
        return member;
    }

    /** Until a transaction was committed; it may have met databases that were down, and remember that. */
    void warmUp(MemberProcess member) throws InterruptedException {
        boolean warm = false;
        for (int warmUp = 0; warmUp < MOST_WARM_UPS && !warm; warmUp++) {
            databases.awaitUp();
            long id = warmUpIds.decrementAndGet();
            commit(member, Member.NONE, Member.NONE, LongStream.of(id), "warm-up");
            Optional<String> heard = member.await(LONGEST_WARM_UP);
            if (!heard.equals(Optional.of("DONE"))) {
                throw new IllegalStateException("a new member said " + heard.orElse("nothing"));
            }
            warm = ledger.wasCommitted(id);
        }
    }

    /** Lets {@code member} begin transactions with these ids, at the same time. */
    void commit(MemberProcess member, String moment, String lost, LongStream ids, String circumstances) {
        List<Long> all = ids.boxed().toList();
        all.forEach(id -> ledger.begin(id, member.group().databases(), circumstances));
        member.order("commit " + moment + " " + lost + " "
                + all.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    void giveBack(MemberProcess member) throws InterruptedException {
        if (!member.isAlive() || !keep(member)) {
            member.end();
        }
    }

    private synchronized boolean keep(MemberProcess member) {
        Deque<MemberProcess> resting = idleOf(member.group());
        return resting.size() < MOST_IDLE && resting.add(member);
    }

    /** Ends those that nobody has taken. */
    synchronized void end() throws InterruptedException {
        for (Deque<MemberProcess> resting : idle.values()) {
            for (MemberProcess member = resting.poll(); member != null; member = resting.poll()) {
                member.end();
            }
        }
    }
}
