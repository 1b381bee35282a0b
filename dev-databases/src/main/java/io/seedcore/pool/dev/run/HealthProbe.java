package io.seedcore.pool.dev.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks the application how its databases are. */
final class HealthProbe {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();
    private final HttpRequest request;
    private String lastAnswer = "no connection";

    HealthProbe(int port) {
        this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/all"))
                .timeout(LONGEST_ANSWER)
                .build();
    }

    /** Our own answer; empty while the server itself answers in our place, or nobody. */
    Optional<Answer> ask() throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            lastAnswer = "status " + response.statusCode();
            return Optional.of(new Answer(response.statusCode() == 200, response.body()))
                    .filter(Answer::isTheApplications);
        } catch (IOException notYet) {
            lastAnswer = String.valueOf(notYet.getMessage());
            return Optional.empty();
        }
    }

    /** What the application says about its databases. */
    record Answer(boolean healthy, String body) {
        /** Before the application is there, the server answers with checks of its own under the same path. */
        private boolean isTheApplications() {
            return body.contains("\"all_healthy\"");
        }
    }

    String lastAnswer() {
        return lastAnswer;
    }
}
