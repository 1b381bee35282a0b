package io.seedcore.pool.it.client;

import io.seedcore.pool.it.server.CurrentServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Requests to the server that runs now. */
public final class Http {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String address;

    private Http(String host) {
        this.address = "http://" + host + ":" + CurrentServer.port();
    }

    /** From this machine to itself. */
    public static Http overLoopback() {
        return new Http("127.0.0.1");
    }

    /** Over an address by which others reach this machine, where it has one. */
    public static Optional<Http> overNetwork() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(found -> found instanceof Inet4Address && !found.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .map(Http::new);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param headers names and values in turn */
    public Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String path, String... headers) {
        try {
            return new Answer(CLIENT.send(request(method, path, headers), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public CompletableFuture<Answer> begin(String path) {
        return CLIENT.sendAsync(request("GET", path), BodyHandlers.ofString()).thenApply(Answer::new);
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LONGEST_ANSWER)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
