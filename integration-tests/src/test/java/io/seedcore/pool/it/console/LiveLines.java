package io.seedcore.pool.it.console;

import io.seedcore.pool.it.client.Answer;
import io.seedcore.pool.it.server.CurrentServer;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The console's live data, as they come. Closing it leaves without a word. */
record LiveLines(HttpResponse<InputStream> response, BufferedReader lines) implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    static LiveLines begin() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + CurrentServer.port() + "/console/live"))
                .header("Authorization", "Bearer " + Console.TOKEN)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
            return new LiveLines(
                    response, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    /** The next one, or the whole answer where that is no stream. */
    JsonObject next() throws IOException {
        return Answer.parse(lines.readLine());
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
