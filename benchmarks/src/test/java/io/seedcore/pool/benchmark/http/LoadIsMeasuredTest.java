package io.seedcore.pool.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seedcore.pool.benchmark.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadIsMeasuredTest {

    private static final int CLIENTS = 8;

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Every fourth request is refused. */
    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        exchange.sendResponseHeaders(asked.incrementAndGet() % 4 == 0 ? 503 : 200, -1);
        exchange.close();
    }

    private LoadTest test(String... options) {
        List<String> words = new ArrayList<>(
                List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort() + "/stats?of=all"));
        words.addAll(List.of(options));
        return LoadTest.of(words, Optional.of("hush-hush"));
    }

    @Test
    void everyAnswer_isCountedByItsStatus() throws Exception {
        LoadTest test = test("--clients", Integer.toString(CLIENTS), "--seconds", "1");
        Answers answers = new Answers();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Duration took = new Clients(test).run(answers, new LoadProgress(out, test.length(), false));

        assertThat(answers.count()).isEqualTo(asked.get()).isGreaterThanOrEqualTo(CLIENTS);
        assertThat(answers.byKind().keySet()).containsExactlyInAnyOrder("200", "503");
        assertThat(answers.failed()).isEqualTo(asked.get() / 4);
        assertThat(took).isGreaterThanOrEqualTo(test.length());
        assertThat(authorizations).containsExactly("Bearer hush-hush");
        Outcome outcome = LoadCommand.outcome(answers, took);
        assertThat(outcome.text()).contains("200").contains("503").contains("all");
        assertThat(outcome.resultLine("load"))
                .startsWith("RESULT load requests=" + asked.get() + " per_second=")
                .contains(" failed=" + asked.get() / 4 + " ");
        assertThat(test + said.toString(StandardCharsets.UTF_8) + outcome.text())
                .doesNotContain("hush")
                .doesNotContain("of=all");
    }

    @Test
    void nobodyAtTheAddress_isToldBeforeTheLoadBegins() {
        LoadTest test = test();
        server.stop(0);
        assertThatThrownBy(() -> new Clients(test).knock()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--url",
                "--url nonsense",
                "--url ftp://host/",
                "--url http://me:secret@host/",
                "--url http://host/ --clients 0",
                "--url http://host/ --clients 10001",
                "--url http://host/ --seconds long",
                "--url http://host/ --seconds",
                "--url http://host/ --rate 5"
            })
    void wrongOptions_areRefusedWithoutShowingSecrets(String options) {
        assertThatThrownBy(() ->
                        LoadTest.of(options.isEmpty() ? List.of() : List.of(options.split(" ")), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageContaining("--");
    }
}
