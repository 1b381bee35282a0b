package io.seedcore.pool.dev.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What has gone through a proxy up to one moment.
 *
 * @param acceptedAt when each connection was accepted, the oldest first; those that were reset at once included, those
 *     that found nobody listening not
 * @param open connections that neither end, nor the proxy, has ended
 * @param bytesToServer handed on to the server
 * @param bytesToClient handed on to clients
 */
public record Traffic(List<Instant> acceptedAt, int open, long bytesToServer, long bytesToClient) {

    public Traffic {
        acceptedAt = List.copyOf(acceptedAt);
    }

    /** How many connections were ever accepted. */
    public int accepted() {
        return acceptedAt.size();
    }

    /** How many connections were accepted at this moment or later. */
    public int acceptedSince(Instant moment) {
        return (int) acceptedAt.stream().filter(at -> !at.isBefore(moment)).count();
    }

    /** The most connections that were accepted within any stretch of time of this length, from a moment on. */
    public int mostAcceptedWithin(Duration stretch, Instant since) {
        List<Instant> counted =
                acceptedAt.stream().filter(at -> !at.isBefore(since)).toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < counted.size(); last++) {
            while (!counted.get(first).plus(stretch).isAfter(counted.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
