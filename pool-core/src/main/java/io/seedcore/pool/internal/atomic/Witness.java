package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Sees each request before it is made of a database, and each answer before anything is done about it. One that throws an
 * {@link Error} ends the work of whoever asked at that point, as a crash would.
 */
interface Witness {

    Witness NONE = new Witness() {};

    default void before(Request request) {}

    /** @return what is told to whoever asked; another answer than {@code answer} is one that was lost */
    default Answer after(Request request, Answer answer) {
        return answer;
    }

    /**
     * Makes a request that no state machine makes, since it stands for those of many transactions.
     *
     * @throws SQLException where the answer is one that was lost
     */
    default <T> T around(Request request, Callable<T> asking) throws Exception {
        before(request);
        T result = asking.call();
        if (after(request, Answer.Plain.DONE) == Answer.Plain.SILENCE) {
            throw new SQLException("The answer to " + request + " was lost");
        }
        return result;
    }

    /** As this, but sees only some requests: what the others ask for is asked of a database elsewhere. */
    default Witness of(Predicate<Request> seen) {
        Witness all = this;
        return new Witness() {
            @Override
            public void before(Request request) {
                if (seen.test(request)) {
                    all.before(request);
                }
            }

            @Override
            public Answer after(Request request, Answer answer) {
                return seen.test(request) ? all.after(request, answer) : answer;
            }
        };
    }
}
