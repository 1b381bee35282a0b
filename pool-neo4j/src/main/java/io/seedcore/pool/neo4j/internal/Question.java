package io.seedcore.pool.neo4j.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * What a server is asked about itself.
 *
 * @param answer asks in a session that only reads
 */
record Question<T>(Function<Session, T> answer) {

    /** Whether it answers; the answer is what it calls itself, such as {@code Neo4j/5.26.0}. */
    static final Question<String> NAME =
            new Question<>(session -> session.run("RETURN 1").consume().server().agent());

    /** Asks on a thread of its own, because finding an address or a silent network can hold the asking one without limit. */
    CompletableFuture<T> ask(String pool, Driver driver, SessionConfig.Builder config) {
        SessionConfig session = config.withDefaultAccessMode(AccessMode.READ).build();
        CompletableFuture<T> given = new CompletableFuture<>();
        Thread thread = new Thread(() -> ask(driver, session, given), "seedcore-probe-" + pool);
        thread.setDaemon(true);
        thread.start();
        return given;
    }

    private void ask(Driver driver, SessionConfig config, CompletableFuture<T> given) {
        try (Session session = driver.session(config)) {
            given.complete(answer.apply(session));
        } catch (RuntimeException e) {
            given.completeExceptionally(e);
        }
    }
}
