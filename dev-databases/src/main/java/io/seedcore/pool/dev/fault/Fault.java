package io.seedcore.pool.dev.fault;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.time.Duration;
import java.util.Random;

/**
 * What a {@link FaultProxy} does to its connections, either to the bytes on their way or to those who want to enter.
 * Immutable, and may be in force in several proxies at once.
 */
public sealed interface Fault permits Passage, Entry {

    /** Everything passes. */
    static Fault none() {
        return Unhindered.INSTANCE;
    }

    /**
     * Nothing arrives: no byte, no end, no reset. What is sent meanwhile is kept and arrives when another fault comes
     * into force, as after a retransmission. A connection made during a black hole of {@link Direction#BOTH} is
     * accepted and reaches the server only afterwards.
     */
    static Fault blackHole(Direction direction) {
        return new BlackHole(direction);
    }

    /**
     * Each portion of up to 16 KiB arrives later, by {@code latency} and up to {@code jitter} more; portions wait one
     * after the other, so that a long answer suffers more than on a long line.
     *
     * @param random what the jitter is drawn from
     */
    static Fault delay(Duration latency, Duration jitter, Random random) {
        return new Delay(latency, jitter, random);
    }

    /** @param bytesPerSecond in each direction of each connection, at least 1 */
    static Fault throttle(int bytesPerSecond) {
        return new Throttle(bytesPerSecond);
    }

    /** Each byte travels in a packet of its own. */
    static Fault slice() {
        return Slice.INSTANCE;
    }

    /**
     * Each connection is closed to both ends when it has carried so many bytes.
     *
     * @param bytes counted since the connection was made, of one direction; of both separately for {@link
     *     Direction#BOTH}; none of those beyond arrives
     */
    static Fault cutAfter(long bytes, Direction direction) {
        return new Cut(bytes, direction);
    }

    /**
     * Each connection carries so many bytes, and then nothing more arrives, as in a {@link #blackHole}.
     *
     * @param bytes counted as in {@link #cutAfter}
     */
    static Fault silentAfter(long bytes, Direction direction) {
        return new FallingSilent(bytes, direction);
    }

    /** The byte at this place of each connection, counted from 0 in each direction, arrives with all its bits turned. */
    static Fault flipByte(long offset, Direction direction) {
        return new Flip(offset, direction);
    }

    /**
     * The proxy itself answers for TLS with {@code identity} and talks in plain to the server, or encrypted where
     * MySQL's protocol needs it. Only for connections made while it is in force; those that exist pass. A client that
     * does not ask for encryption is let through.
     *
     * @param protocol what is spoken, as each asks for encryption in its own way
     */
    static Fault tls(TlsIdentity identity, DevDatabaseKind protocol) {
        return new TlsTermination(identity, protocol);
    }

    /** Nobody listens at the port, which stays reserved. Connections that exist pass. */
    static Fault refuse() {
        return Entry.REFUSE;
    }

    /** Connections are accepted, counted and reset at once. Those that exist pass. */
    static Fault hangUp() {
        return Entry.HANG_UP;
    }

    /** The queue of those who want to enter is full and never moves, so that a connect hangs. Connections that exist pass. */
    static Fault fullBacklog() {
        return Entry.FULL_BACKLOG;
    }
}
