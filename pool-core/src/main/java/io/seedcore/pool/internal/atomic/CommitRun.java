package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.Marker;
import io.seedcore.pool.atomic.Outcome;
import io.seedcore.pool.atomic.TransactionId;
import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Answer.Plain;
import io.seedcore.pool.atomic.protocol.Coordinator;
import io.seedcore.pool.atomic.protocol.Coordinator.Phase;
import io.seedcore.pool.atomic.protocol.Request;
import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.atomic.spi.CommitAnswer;
import io.seedcore.pool.atomic.spi.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits one transaction over several databases: makes the requests of a {@link Coordinator}. Used once. */
final class CommitRun {

    private static final Logger LOG = LoggerFactory.getLogger(CommitRun.class);

    private final Engine engine;
    private final TransactionId id;
    private final Participant last;
    private final String store;
    private final List<Branch> branches;
    private final Set<Integer> asked = ConcurrentHashMap.newKeySet();
    private final Set<Integer> prepared = ConcurrentHashMap.newKeySet();
    private volatile boolean denied;
    private volatile @Nullable Instant marked;
    private volatile @Nullable Failure failure;
    private boolean interrupted;

    /**
     * A participant that is prepared.
     *
     * @param number with which it began
     */
    record Branch(Participant participant, int number) {}

    /** What the caller will want to know: which database failed first, and how. */
    private record Failure(String database, @Nullable Exception cause) {}

    /**
     * @param last the participant whose commit decides
     * @param store the id of the store in its database
     */
    CommitRun(Engine engine, TransactionId id, Participant last, String store, List<Branch> branches) {
        this.engine = engine;
        this.id = id;
        this.last = last;
        this.store = store;
        this.branches = List.copyOf(branches);
    }

    /** Runs to its end also where its thread is interrupted, which is so again afterwards. */
    Outcome run() {
        // Decisions are removed many at a time.
        Witness witness = engine.witness().of(request -> !(request instanceof Request.Remove));
        Conversation conversation = new Conversation(engine.threads(), this::ask, witness);
        try {
            return run(conversation);
        } finally {
            conversation.underWay().forEach(this::abandon);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Outcome run(Conversation conversation) {
        Coordinator state = Coordinator.begin(branches.size());
        Phase timed = state.phase();
        long end = end(timed);
        while (!state.isOver()) {
            conversation.make(state.requests(), isForOneThread(state.phase()));
            boolean patient = state.phase() == Phase.DECIDING;
            Optional<Conversation.Heard> heard = next(conversation, patient ? Long.MAX_VALUE : end - System.nanoTime());
            Coordinator next = heard.isPresent()
                    ? state.answered(heard.get().request(), heard.get().answer())
                    : state.outOfTime();
            if (group(next.phase()) != group(timed)) {
                timed = next.phase();
                end = end(timed);
            }
            state = next;
        }
        if (state.unfinished() > 0) {
            LOG.debug("{} branches of {} are left to recovery", state.unfinished(), id);
        }
        return outcome(state.verdict().orElse(Verdict.UNKNOWN));
    }

    /** Giving up would only lose the outcome: what the databases were asked to do, they do. */
    private Optional<Conversation.Heard> next(Conversation conversation, long nanos) {
        long began = System.nanoTime();
        while (true) {
            try {
                return conversation.next(Duration.ofNanos(nanos - (System.nanoTime() - began)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Whoever still waits for an answer over a participant's connection must not have it given to somebody else. */
    private void abandon(Request request) {
        if (request instanceof Request.Prepare prepare) {
            branches.get(prepare.branch()).participant().abandon();
        } else if (request instanceof Request.Finish finish) {
            branches.get(finish.branch()).participant().abandon();
        } else if (request instanceof Request.RollBackLast) {
            last.abandon();
        }
    }

    private static boolean isForOneThread(Phase phase) {
        return group(phase) <= 1;
    }

    /** Phases that share one time limit. */
    private static int group(Phase phase) {
        return switch (phase) {
            case MARKING, PREPARING -> 0;
            case DECIDING -> 1;
            case SETTLING, PROVING, STAMPING -> 2;
            case COMMITTING, ABORTING, REMOVING, OVER -> 3;
        };
    }

    private long end(Phase phase) {
        Limits limits = engine.limits();
        Duration longest = switch (group(phase)) {
            case 0 -> limits.prepare();
            case 2 -> limits.settle();
            default -> limits.finish();
        };
        return System.nanoTime() + longest.toNanos();
    }

    private Outcome outcome(Verdict verdict) {
        Failure first = Objects.requireNonNullElseGet(failure, () -> new Failure(last.database(), null));
        return switch (verdict) {
            case COMMITTED -> Outcome.COMMITTED;
            case ROLLED_BACK -> Outcome.refused(first.database(), first.cause());
            case UNKNOWN -> Outcome.unanswered(first.database(), first.cause());
        };
    }

    private Answer ask(Request request) throws Exception {
        if (request instanceof Request.Mark) {
            return noting(last, () -> marked = last.mark(id, store, places()));
        } else if (request instanceof Request.Prepare prepare) {
            return prepare(prepare.branch());
        } else if (request instanceof Request.CommitLast) {
            return commitLast();
        } else if (request instanceof Request.RollBackLast) {
            last.rollback();
            return Plain.DONE;
        } else if (request instanceof Request.Settle) {
            return engine.direct().settle(last.database(), store, id, this::isLate);
        } else if (request instanceof Request.EndHolder) {
            return engine.direct().endHolder(last.database(), store, id);
        } else if (request instanceof Request.Stamp) {
            return engine.direct().stamp(last.database(), store, id);
        } else if (request instanceof Request.Finish finish) {
            return finish(finish.branch(), finish.decision());
        } else if (request instanceof Request.IsPrepared isPrepared) {
            Branch branch = branches.get(isPrepared.branch());
            return engine.direct().isPrepared(branch.participant().database(), id, branch.number());
        } else if (request instanceof Request.Remove remove) {
            return remove(remove.decision());
        }
        throw new IllegalArgumentException("a coordinator does not ask for " + request);
    }

    private List<String> places() {
        return branches.stream()
                .map(branch -> branch.participant().database())
                .map(name -> new BranchPlace(name, engine.databases().storeSoFar(name)).text())
                .toList();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private Answer noting(Participant participant, Step step) throws Exception {
        try {
            step.run();
            return Plain.DONE;
        } catch (Exception e) {
            failed(participant, e);
            throw e;
        }
    }

    private synchronized void failed(Participant participant, @Nullable Exception cause) {
        failure = failure == null ? new Failure(participant.database(), cause) : failure;
    }

    private Answer prepare(int branch) throws Exception {
        asked.add(branch);
        Participant participant = branches.get(branch).participant();
        return noting(participant, () -> {
            participant.prepare(id);
            prepared.add(branch);
        });
    }

    private Answer commitLast() {
        CommitAnswer answer = last.commit();
        if (answer == CommitAnswer.COMMITTED) {
            return Plain.DONE;
        }
        failed(last, last.failure().orElse(null));
        return Plain.SILENCE;
    }

    /** By the clock of the database: an earlier decision could have been removed since. */
    private boolean isLate(Marker found) {
        Instant since = marked;
        Duration half = engine.limits().retention().dividedBy(2);
        return since == null || Duration.between(since, found.now()).compareTo(half) >= 0;
    }

    private Answer finish(int branch, Decision decision) throws Exception {
        Participant participant = branches.get(branch).participant();
        int number = branches.get(branch).number();
        if (!asked.contains(branch)) {
            participant.rollback();
            return Plain.DONE;
        }
        if (!prepared.contains(branch)) {
            participant.rollback();
            return engine.direct().finish(participant.database(), id, number, decision);
        }
        Answer own = onOwnConnection(participant, decision);
        if (own == Plain.NOT_FOUND) {
            denied = true;
        }
        return own == Plain.SILENCE ? engine.direct().finish(participant.database(), id, number, decision) : own;
    }

    private static Answer onOwnConnection(Participant participant, Decision decision) {
        try {
            return Direct.answer(
                    decision == Decision.COMMITTED ? participant.commitPrepared() : participant.rollbackPrepared());
        } catch (Exception e) {
            LOG.debug("{}: a branch is ended over another connection", participant.database(), e);
            return Plain.SILENCE;
        }
    }

    /** Somebody else ended a branch. If recovery did, it has stamped the decision before. */
    private Answer remove(Decision decision) throws Exception {
        if (denied) {
            boolean stamped = engine.direct()
                    .find(last.database(), store, id)
                    .filter(marker -> marker.resolver() != null)
                    .isPresent();
            if (!stamped) {
                engine.handSettled("a branch of a transaction that was to be committed");
            }
        }
        engine.spent().add(last.database(), store, id, decision);
        return Plain.DONE;
    }
}
