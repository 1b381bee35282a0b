package io.seedcore.pool.benchmark.transaction;

import io.seedcore.pool.benchmark.Figures;
import io.seedcore.pool.benchmark.Progress;
import io.seedcore.pool.benchmark.contestant.Address;
import io.seedcore.pool.benchmark.transaction.application.Names;
import io.seedcore.pool.benchmark.transaction.application.Way;
import io.seedcore.pool.dev.run.AgentJar;
import io.seedcore.pool.dev.run.ServerPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Payara Micro with the application, in a process of its own that ends with this one. */
final class PayaraMicro implements AutoCloseable {

    private static final Path SERVER = Path.of("pool-war", "target", "payara-micro.jar");
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);

    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    private PayaraMicro(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param directory for its log and its files, which are the caller's to delete */
    static PayaraMicro start(Path directory, Address database) throws IOException, InterruptedException {
        Progress.say("starting Payara Micro");
        Path log = directory.resolve("payara.log");
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + directory,
                        "-javaagent:" + AgentJar.write(directory),
                        "-jar",
                        SERVER.toString(),
                        "--nohazelcast",
                        "--disablephonehome",
                        "--deploy",
                        Application.write(directory).toString(),
                        "--contextroot",
                        "/")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.command().addAll(ServerPort.options());
        command.environment().keySet().removeIf(name -> name.matches("(POSTGRES|PG|MYSQL|NEO4J|SEEDCORE)_.*"));
        command.environment().putAll(environment(database));
        PayaraMicro started = new PayaraMicro(command.start(), log);
        try {
            started.awaitAnswer();
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static Map<String, String> environment(Address database) {
        return Map.of(
                Names.URL,
                database.jdbcUrl(),
                Names.USER,
                database.user(),
                Names.PASSWORD,
                database.password(),
                "POSTGRES_HOST",
                database.host(),
                "POSTGRES_PORT",
                String.valueOf(database.port()),
                "POSTGRES_DB",
                database.database());
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long began = System.nanoTime();
        int status = 0;
        while (status != 200) {
            if (!process.isAlive() || System.nanoTime() - began > LONGEST_START.toNanos()) {
                throw new IOException(
                        "the application does not answer (last: " + status + "):\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_QUESTIONS.toMillis());
            OptionalInt taken = ServerPort.in(Files.readString(log));
            if (taken.isPresent()) {
                port = taken.getAsInt();
                status = client.send(question(Way.RAW, Duration.ZERO, false), HttpResponse.BodyHandlers.ofString())
                        .statusCode();
            }
        }
    }

    /**
     * Lets some threads do one transaction after the other.
     *
     * @param length zero for one transaction each
     * @return how many {@code transactions} there were, the {@code us} that each took the thread that did it, and for how
     *     many of these it had a processor
     */
    Figures measure(Way way, int threads, Duration length) {
        return measure(threads, question(way, length, false));
    }

    /** The same with one thread, and with one transaction more, after which the server has counted all of them. */
    Figures measureAndReport(Way way, Duration length) {
        return measure(1, question(way, length, true));
    }

    private Figures measure(int threads, HttpRequest question) {
        List<CompletableFuture<long[]>> asked =
                Stream.generate(() -> ask(question)).limit(threads).toList();
        long transactions = 0;
        double nanos = 0;
        double processor = 0;
        for (CompletableFuture<long[]> answer : asked) {
            transactions += answer.join()[0];
            nanos += answer.join()[1];
            processor += answer.join()[2];
        }
        return new Figures()
                .with("transactions", transactions)
                .with("us", nanos / 1_000 / transactions)
                .with("processor us", processor / 1_000 / transactions);
    }

    private CompletableFuture<long[]> ask(HttpRequest question) {
        return client.sendAsync(question, HttpResponse.BodyHandlers.ofString()).thenApply(this::numbers);
    }

    private long[] numbers(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "status " + answer.statusCode() + "; " + log + " says why:\n" + answer.body());
        }
        return Stream.of(answer.body().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private HttpRequest question(Way way, Duration length, boolean report) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/measure?way=" + way.name() + "&millis="
                        + length.toMillis() + "&report=" + report))
                .timeout(LONGEST_START)
                .build();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
