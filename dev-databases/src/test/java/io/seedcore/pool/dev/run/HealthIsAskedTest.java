package io.seedcore.pool.dev.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthIsAskedTest {

    @Test
    void healthyApplication_isRecognised() throws IOException, InterruptedException {
        assertThat(answerTo(200, "{\"status\":\"healthy\",\"databases\":{},\"all_healthy\":true}"))
                .hasValueSatisfying(answer -> assertThat(answer.healthy()).isTrue());
    }

    @Test
    void unhealthyApplication_isAnAnswerToo() throws IOException, InterruptedException {
        assertThat(answerTo(503, "{\"status\":\"unhealthy\",\"databases\":{},\"all_healthy\":false}"))
                .hasValueSatisfying(answer -> assertThat(answer.healthy()).isFalse());
    }

    @Test
    void serverInItsPlace_isNotTheApplication() throws IOException, InterruptedException {
        assertThat(answerTo(503, "{\"status\":\"DOWN\",\"checks\":[{\"data\":{\"databases\":\"\"}}]}"))
                .isEmpty();
        assertThat(answerTo(404, "<html>")).isEmpty();
    }

    private static Optional<HealthProbe.Answer> answerTo(int status, String body)
            throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/all", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream response = exchange.getResponseBody()) {
                response.write(bytes);
            }
        });
        server.start();
        try {
            return new HealthProbe(server.getAddress().getPort()).ask();
        } finally {
            server.stop(0);
        }
    }
}
