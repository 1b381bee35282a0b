package io.seedcore.pool.benchmark.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The clients of one test. */
final class Clients {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    /** Who is refused asks again after this, or would do nothing but be refused. */
    private static final long PAUSE_MILLIS = 100;

    private final LoadTest test;
    private final HttpClient http;

    Clients(LoadTest test) {
        this.test = test;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LONGEST_CONNECT)
                .build();
    }

    /** Asks once, so that nobody waits long to find out that nothing answers. */
    void knock() throws IOException, InterruptedException {
        http.send(test.request(), BodyHandlers.discarding());
    }

    /** @return how long it really took; what had begun when the time was up is waited for */
    Duration run(Answers answers, LoadProgress progress) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + test.length().toNanos();
        HttpRequest request = test.request();
        ExecutorService threads = Executors.newFixedThreadPool(test.clients());
        for (int client = 0; client < test.clients(); client++) {
            threads.submit(() -> askUntil(end, request, answers));
        }
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
            progress.show(since(start), answers);
        }
        progress.end();
        return since(start);
    }

    private Void askUntil(long end, HttpRequest request, Answers answers) throws InterruptedException {
        while (System.nanoTime() - end < 0) {
            long asked = System.nanoTime();
            try {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                answers.add(Integer.toString(status), System.nanoTime() - asked);
            } catch (IOException e) {
                answers.add(e.getClass().getSimpleName(), System.nanoTime() - asked);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        return null;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
