package io.seedcore.pool.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.seedcore.pool.dev.DevDatabases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Values;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.exceptions.ClientException;

class AsyncSessionsEndWithTheirOwnerTest {

    private final SeApplication application = start();

    private static SeApplication start() {
        Map<String, String> settings =
                new HashMap<>(DevDatabases.shared().neo4j().environment());
        settings.put("SEEDCORE_DATABASES", "neo4j");
        return SeApplication.start(settings, Cities.class, Requests.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @RequestScoped
    static class Cities {

        @Inject
        AsyncSession session;

        AsyncSession session() {
            return session;
        }

        /** The second query begins on a thread of the driver, where no request is active. */
        CompletionStage<Long> saveAndCount(String name) {
            return session.runAsync("CREATE (:PjAsyncCity {name: $name})", Values.parameters("name", name))
                    .thenCompose(created -> created.consumeAsync())
                    .thenCompose(done -> session.runAsync(
                            "MATCH (c:PjAsyncCity {name: $name}) RETURN count(c) AS n",
                            Values.parameters("name", name)))
                    .thenCompose(found -> found.singleAsync())
                    .thenApply(row -> row.get("n").asLong());
        }
    }

    @ApplicationScoped
    static class Requests {

        @Inject
        Cities cities;

        @ActivateRequestContext
        AsyncSession used() throws Exception {
            assertThat(cities.saveAndCount(UUID.randomUUID().toString())
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .isEqualTo(1);
            return cities.session();
        }

        @ActivateRequestContext
        AsyncSession leftWithAnOpenTransaction() throws Exception {
            cities.session().beginTransactionAsync().toCompletableFuture().get(30, TimeUnit.SECONDS);
            return cities.session();
        }
    }

    private static void assertClosed(AsyncSession session) {
        assertThatThrownBy(
                        () -> session.runAsync("RETURN 1").toCompletableFuture().get(30, TimeUnit.SECONDS))
                .hasStackTraceContaining(ClientException.class.getName())
                .hasStackTraceContaining("session");
    }

    @Test
    void ofARequest_usedByThreadsOfTheDriver_closedWithIt() throws Exception {
        Requests requests = application.get(Requests.class);

        AsyncSession first = requests.used();
        AsyncSession second = requests.used();

        assertThat(first).isNotSameAs(second);
        assertClosed(first);
        assertClosed(second);
    }

    @Test
    void openTransaction_endsWithTheRequestAndGivesItsConnectionBack() throws Exception {
        AsyncSession session = application.get(Requests.class).leftWithAnOpenTransaction();

        await().until(() -> application.registry().pool("neo4j").stats().checkedOut() == 0);
        assertClosed(session);
    }
}
