package io.seedcore.pool.neo4j.internal;

import java.util.concurrent.CompletableFuture;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** Asks a database whether it answers. */
final class Question {

    private Question() {}

    /**
     * Asks on a thread of its own, because finding an address or a silent network can hold the asking one without limit.
     *
     * @return what the server calls itself, such as {@code Neo4j/5.26.0}
     */
    static CompletableFuture<String> ask(String pool, Driver driver, SessionConfig.Builder config) {
        SessionConfig session = config.withDefaultAccessMode(AccessMode.READ).build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> ask(driver, session, answer), "seedcore-probe-" + pool);
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static void ask(Driver driver, SessionConfig config, CompletableFuture<String> answer) {
        try (Session session = driver.session(config)) {
            answer.complete(session.run("RETURN 1").consume().server().agent());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
