package io.seedcore.pool.it.lifecycle;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Clients who attempt one thing after the other until they are refused. Thread-safe. */
final class Crowd {

    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();

    static Crowd of(int clients) {
        Crowd crowd = new Crowd();
        Stream.generate(() -> crowd).limit(clients).forEach(Crowd::attempt);
        return crowd;
    }

    private void attempt() {
        Attempt attempt = Attempt.begin();
        attempts.add(attempt);
        attempt.answer().thenRun(() -> {
            if (attempt.succeeded()) {
                attempt();
            }
        });
    }

    boolean isOver() {
        return attempts.stream().allMatch(Attempt::isOver);
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }
}
