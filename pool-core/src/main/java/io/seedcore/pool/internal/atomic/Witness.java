package io.seedcore.pool.internal.atomic;

import io.seedcore.pool.atomic.protocol.Answer;
import io.seedcore.pool.atomic.protocol.Request;

/**
 * Sees each request before it is made and each answer before anything is done about it. One that throws an {@link Error}
 * ends the work of whoever asked at that point, as a crash would.
 */
interface Witness {

    Witness NONE = new Witness() {};

    default void before(Request request) {}

    /** @return what is told to whoever asked; another answer than {@code answer} is one that was lost */
    default Answer after(Request request, Answer answer) {
        return answer;
    }
}
