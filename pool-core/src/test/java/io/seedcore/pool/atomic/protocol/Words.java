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
            new Remove(1, Decision.COMMITTED),
            new Remove(1, Decision.ABORTED),
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

    static final int STRAYS = 14;

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

    private static final Map<Answer, Integer> NUMBERS_OF_ANSWERS = numbers(ANSWERS);
    private static final Map<Request, Integer> NUMBERS_OF_REQUESTS = numbers(REQUESTS);

    private static <T> Map<T, Integer> numbers(List<T> all) {
        Map<T, Integer> numbers = new HashMap<>();
        all.forEach(each -> numbers.put(each, numbers.size()));
        return numbers;
    }

    private Words() {}

    /** The same, asked of another store. */
    static Request inStore(int store, Request request) {
        if (request instanceof Read) {
            return new Read(store);
        } else if (request instanceof Settle) {
            return new Settle(store);
        } else if (request instanceof EndHolder) {
            return new EndHolder(store);
        } else if (request instanceof Stamp) {
            return new Stamp(store);
        } else if (request instanceof Remove remove) {
            return new Remove(store, remove.decision());
        }
        return request;
    }

    static int number(Answer answer) {
        return NUMBERS_OF_ANSWERS.getOrDefault(answer, -1);
    }

    static int number(Request request) {
        return NUMBERS_OF_REQUESTS.getOrDefault(request, -1);
    }
}
