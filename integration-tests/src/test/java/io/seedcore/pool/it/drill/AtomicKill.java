package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.it.drill.member.Member;
import io.seedcore.pool.it.drill.member.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Members that commit over several databases are killed, or stopped for longer than every limit and woken, at each step of
 * the protocol and anywhere between; so are those that recover what they left. Databases are killed, lines are cut. Is a
 * transaction ever stored in part, was anybody told what is not so, is anything left that nobody ends?
 */
final class AtomicKill implements Drill {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Above those of all rounds. */
    private static final long FIRST_ID_OF_THE_END = 1L << 40;

    private final Place place;

    /** What members run in. */
    enum Place {
        /** Plain Java, with short limits: they can be held up at each step. */
        JAVA(12),
        /** Payara Micro, as the product is there. */
        PAYARA(4);

        private final int atOnce;

        /** @param atOnce most of them are stopped, or start */
        Place(int atOnce) {
            this.atOnce = atOnce;
        }

        private MemberProgram program() throws IOException {
            return this == JAVA ? new JavaProgram() : new PayaraProgram();
        }

        private KillPlan plan(int round, Random chance) {
            return this == JAVA ? KillPlan.draw(round, chance) : KillPlan.drawAnywhere(chance);
        }
    }

    AtomicKill(Place place) {
        this.place = place;
    }

    @Override
    public void run(Assignment assignment, Findings findings) throws Exception {
        findings.announce("kills", "stalls");
        Ledger.announce(findings);
        findings.announce(
                "unresolved", "database_kills", "cuts", "recoveries_disturbed", "missed", "missed_recoveries");
        ThreeDatabases databases = ThreeDatabases.ofThisProcess();
        try (AtomicBooks books = new AtomicBooks(databases)) {
            books.open();
            Ledger ledger = new Ledger();
            MemberProgram program = place.program();
            Members members = new Members(program, databases, ledger);
            try {
                if (place == Place.JAVA) {
                    members.startFirst();
                }
                new Rounds(assignment).work(place.atOnce, findings, number -> {
                    KillPlan plan = place.plan(number, assignment.chance(number));
                    new KillRound(number, plan, databases, members, findings).run();
                });
                if (place == Place.JAVA) {
                    leaveWorkBehind(members, findings);
                }
            } finally {
                members.end();
                program.delete();
            }
            settle(databases, books, findings);
            ledger.judge(books.ids(), findings);
        }
    }

    /** Of each group two members are killed in the middle, after everybody else: what they leave only a restart ends. */
    private static void leaveWorkBehind(Members members, Findings findings) throws InterruptedException {
        List<MemberProcess> last = new ArrayList<>();
        for (Group group : Group.values()) {
            last.add(members.take(group));
            last.add(members.take(group));
        }
        members.end();
        for (MemberProcess member : last) {
            members.warmUp(member);
        }
        AtomicLong ids = new AtomicLong(FIRST_ID_OF_THE_END);
        for (int pair = 0; pair < last.size(); pair += 2) {
            begin(members, last.get(pair), Step.after("prepare"), ids);
            begin(members, last.get(pair + 1), Step.after("commit-last"), ids);
            for (MemberProcess member : last.subList(pair, pair + 2)) {
                String heard = member.await(LONGEST).orElse("nothing");
                if (!heard.equals("AT")) {
                    findings.wrong("stuck", "at the end a member of " + member.group() + " said " + heard);
                }
                member.kill();
                findings.count("kills");
                members.giveBack(member);
            }
        }
    }

    private static void begin(Members members, MemberProcess member, String moment, AtomicLong ids) {
        members.commit(member, moment, Member.NONE, LongStream.of(ids.incrementAndGet()), "at the end, " + moment);
    }

    private static void settle(ThreeDatabases databases, AtomicBooks books, Findings findings)
            throws SQLException, InterruptedException {
        List<PoolRegistry> registries = Arrays.stream(Group.values())
                .map(group -> PoolRegistry.of(group.settings(databases.settings())))
                .toList();
        try {
            Aftermath.settle(registries, books, findings);
        } finally {
            registries.forEach(PoolRegistry::close);
        }
    }
}
