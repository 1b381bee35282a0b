package io.seedcore.pool.benchmark.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * So many clients ask one address, each again as soon as it was answered.
 *
 * @param clients from 1 to 10,000
 * @param length from a second to a day
 * @param token presented as {@code Authorization: Bearer}; shown nowhere
 */
record LoadTest(URI url, int clients, Duration length, Optional<String> token) {

    static final String USAGE = "usage: benchmarks/run load --url URL [--clients 100] [--seconds 30]\n"
            + "A token is taken from the environment: SEEDCORE_API_TOKEN.";

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final int MOST_CLIENTS = 10_000;
    private static final int MOST_SECONDS = 86_400;

    /**
     * @param token presented with each request
     * @throws IllegalArgumentException says which option is wrong
     */
    static LoadTest of(List<String> options, Optional<String> token) {
        URI url = null;
        int clients = 100;
        int seconds = 30;
        Iterator<String> words = options.iterator();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--url" -> url = url(value(option, words));
                case "--clients" -> clients = number(option, value(option, words), MOST_CLIENTS);
                case "--seconds" -> seconds = number(option, value(option, words), MOST_SECONDS);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        if (url == null) {
            throw new IllegalArgumentException("--url is missing: what the clients are to ask");
        }
        return new LoadTest(url, clients, Duration.ofSeconds(seconds), token);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " lacks its value");
        }
        return words.next();
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException("--url is to be http://host… or https://host…, not " + text);
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("--url is not to hold a user or a password");
        }
        return url;
    }

    private static int number(String option, String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of range.
        }
        throw new IllegalArgumentException(option + " is to be a whole number from 1 to " + most + ", not " + text);
    }

    HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(LONGEST_ANSWER);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    /** The address as far as it is safe to show: a query may hold what is secret. */
    @Override
    public String toString() {
        return clients + " clients for " + length.toSeconds() + " s on " + url.getScheme() + "://" + url.getAuthority()
                + url.getPath();
    }
}
