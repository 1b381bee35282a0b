package io.seedcore.pool.atomic.protocol;

import io.seedcore.pool.atomic.Decision;
import io.seedcore.pool.atomic.protocol.Answer.Found;
import io.seedcore.pool.atomic.protocol.Answer.Listed;
import io.seedcore.pool.atomic.protocol.Answer.Plain;
import io.seedcore.pool.atomic.protocol.Request.CommitLast;
import io.seedcore.pool.atomic.protocol.Request.EndHolder;
import io.seedcore.pool.atomic.protocol.Request.EndOwner;
import io.seedcore.pool.atomic.protocol.Request.Finish;
import io.seedcore.pool.atomic.protocol.Request.IsPrepared;
import io.seedcore.pool.atomic.protocol.Request.Mark;
import io.seedcore.pool.atomic.protocol.Request.Prepare;
import io.seedcore.pool.atomic.protocol.Request.Read;
import io.seedcore.pool.atomic.protocol.Request.Remove;
import io.seedcore.pool.atomic.protocol.Request.RollBackLast;
import io.seedcore.pool.atomic.protocol.Request.Settle;
import io.seedcore.pool.atomic.protocol.Request.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All requests and answers there can be, by number. */
final class Words {

    /** Those that may go astray and change something later, first. */
    static final List<Request> REQUESTS = List.of(
            new Mark(),
            new CommitLast(),
            new Prepare(0),
            new Prepare(1),
            new Settle(0),
            new Settle(1),
            new Finish(0, Decision.COMMITTED),
            new Finish(1, Decision.COMMITTED),
            new Finish(0, Decision.ABORTED),
            new Finish(1, Decision.ABORTED),
            new Remove(0, Decision.COMMITTED),
            new Remove(0, Decision.ABORTED),
            new RollBackLast(),
            new Read(0),
            new Read(1),
            new EndHolder(0),
            new EndHolder(1),
            new Stamp(0),
            new Stamp(1),
            new IsPrepared(0),
            new IsPrepared(1),
            new EndOwner(0),
            new EndOwner(1));

    static final int STRAYS = 13;

    static final List<Answer> ANSWERS = List.of(
            Plain.DONE,
            Plain.SILENCE,
            Plain.NOT_FOUND,
            Plain.BLOCKED,
            new Found(Decision.COMMITTED, false),
            new Found(Decision.COMMITTED, true),
            new Found(Decision.ABORTED, false),
            new Found(Decision.ABORTED, true),
            new Listed(true),
            new Listed(false));

    private static final Map<Answer, Integer> NUMBERS = new HashMap<>();

    static {
        ANSWERS.forEach(answer -> NUMBERS.put(answer, NUMBERS.size()));
    }

    private Words() {}

    static int number(Answer answer) {
        return NUMBERS.getOrDefault(answer, -1);
    }
}
