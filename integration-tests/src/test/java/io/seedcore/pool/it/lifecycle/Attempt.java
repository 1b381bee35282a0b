package io.seedcore.pool.it.lifecycle;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.client.Http;
import io.seedcore.pool.it.lifecycle.booking.BookingServlet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A request to book something, which is answered some time. */
record Attempt(String id, CompletableFuture<Answer> answer) {

    private static final int BOOKED = 200;
    private static final int NO_GATE = 0;

    static Attempt begin() {
        return begin(NO_GATE);
    }

    static Attempt at(Gate gate) {
        return begin(gate.port());
    }

    private static Attempt begin(int gate) {
        String id = UUID.randomUUID().toString();
        return new Attempt(id, Http.overLoopback().begin(BookingServlet.PATH + "?id=" + id + "&gate=" + gate));
    }

    boolean isOver() {
        return answer.isDone();
    }

    /** Waits for the answer; false also where the connection was cut instead. */
    boolean succeeded() {
        return answer.handle((answered, failure) -> failure == null && answered.status() == BOOKED)
                .join();
    }
}
