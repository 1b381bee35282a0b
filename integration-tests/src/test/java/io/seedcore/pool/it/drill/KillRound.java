package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.fault.Fault;
import io.seedcore.pool.dev.fault.FaultProxy;
import io.seedcore.pool.dev.fault.FrozenProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** One round of the drill {@code atomic-kill}: a member commits, and is disturbed as planned. */
final class KillRound {
    private static final Duration NEVER = Duration.ofSeconds(120);
    private static final int TRANSACTIONS = 3;
    private static final Optional<String> AT = Optional.of("AT");
    private static final Optional<String> DONE = Optional.of("DONE");

    private final int number;
    private final KillPlan plan;
    private final ThreeDatabases databases;
    private final Members members;
    private final Findings findings;

    KillRound(int number, KillPlan plan, ThreeDatabases databases, Members members, Findings findings) {
        this.number = number;
        this.plan = plan;
        this.databases = databases;
        this.members = members;
        this.findings = findings;
    }

    void run() throws InterruptedException {
        databases.awaitUp();
        MemberProcess member = members.take(plan.group());
        LongStream ids = LongStream.range(0, TRANSACTIONS).map(each -> (long) number * TRANSACTIONS + each);
        members.commit(member, plan.moment(), plan.lost(), ids, title());
        Optional<String> heard = member.await(plan.isSomewhere() ? plan.delay() : NEVER);
        if (heard.equals(plan.isSomewhere() ? Optional.empty() : AT)) {
            disturb(member);
        } else {
            findings.count("missed");
            finish(member, heard);
        }
    }

    private String title() {
        return "round " + number + ", " + plan;
    }

    private void disturb(MemberProcess member) throws InterruptedException {
        switch (plan.deed()) {
            case KILL -> {
                Optional<MemberProcess> recoverer = beginRecovery();
                kill(member);
                disturbRecovery(recoverer);
            }
            case STALL -> {
                Optional<MemberProcess> recoverer = beginRecovery();
                stall(member, plan.pauseMillis(), () -> disturbRecovery(recoverer));
            }
            case CUT -> cut(member);
            case DATABASE_KILL -> killDatabase(member);
        }
    }

    private void kill(MemberProcess member) throws InterruptedException {
        member.kill();
        findings.count("kills");
        members.giveBack(member);
    }

    @FunctionalInterface
    private interface Meanwhile {
        void run() throws InterruptedException;
    }

    private void stall(MemberProcess member, long millis, Meanwhile meanwhile) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        FrozenProcess frozen = member.freeze();
        try {
            meanwhile.run();
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        } finally {
            frozen.thaw();
        }
        findings.count("stalls");
        goOn(member);
    }

    private void cut(MemberProcess member) throws InterruptedException {
        FaultProxy line = member.lines().to(plan.database());
        line.inflict(Fault.blackHole(plan.direction()));
        member.order("go");
        TimeUnit.MILLISECONDS.sleep(plan.pauseMillis());
        line.reset();
        line.heal();
        findings.count("cuts");
        goOn(member);
    }

    private void killDatabase(MemberProcess member) throws InterruptedException {
        databases.kill(plan.database(), () -> {
            member.order("go");
            TimeUnit.MILLISECONDS.sleep(plan.pauseMillis());
        });
        findings.count("database_kills");
        goOn(member);
    }

    /** Another member looks for what is left behind, before it is. */
    private Optional<MemberProcess> beginRecovery() throws InterruptedException {
        if (plan.recoverer().isEmpty()) {
            return Optional.empty();
        }
        MemberProcess recoverer = members.take(plan.group());
        recoverer.order("recover " + plan.recoverer().get().moment());
        return Optional.of(recoverer);
    }

    private void disturbRecovery(Optional<MemberProcess> begun) throws InterruptedException {
        if (begun.isEmpty()) {
            return;
        }
        MemberProcess recoverer = begun.get();
        Optional<String> heard = recoverer.await(NEVER);
        if (!heard.equals(AT)) {
            // Nothing was left, or others were faster.
            findings.count("missed_recoveries");
            finish(recoverer, heard);
            return;
        }
        findings.count("recoveries_disturbed");
        KillPlan.Recoverer disturbance = plan.recoverer().orElseThrow();
        if (disturbance.deed() == KillPlan.Deed.KILL) {
            kill(recoverer);
        } else {
            stall(recoverer, disturbance.pauseMillis(), () -> {});
        }
    }

    private void goOn(MemberProcess member) throws InterruptedException {
        member.order("go");
        finish(member, member.await(NEVER));
    }

    private void finish(MemberProcess member, Optional<String> heard) throws InterruptedException {
        if (!heard.equals(DONE)) {
            findings.wrong("stuck", title() + ": a member said " + heard.orElse("nothing for " + NEVER));
            member.kill();
        }
        members.giveBack(member);
    }
}
