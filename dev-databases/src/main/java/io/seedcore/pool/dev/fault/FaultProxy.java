package io.seedcore.pool.dev.fault;

import io.seedcore.pool.dev.DevDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port of its own on the loopback address in front of a server, through which everything passes until a {@link Fault}
 * is put in force:
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.before(database)) {
 *     // ... clients connect to proxy.host() and proxy.port() ...
 *     proxy.inflictOnOpen(Fault.blackHole(Direction.BOTH)); // their connections die silently, new ones live
 *     proxy.reset();                                        // now with a reset
 *     proxy.inflict(Fault.refuse());                        // nobody gets in
 *     proxy.heal();
 * }
 * }</pre>
 *
 * <p>Thread-safe. A fault is in force, or over, when the method that asked for it returns. {@link #close()} ends every
 * connection and every thread.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final InetSocketAddress target;
    private final Entrance entrance;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Queue<Instant> acceptedAt = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytesToServer = new AtomicLong();
    private final AtomicLong bytesToClient = new AtomicLong();
    private final Workers workers = new Workers();
    private Fault forNew = Fault.none();
    private boolean closed;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.entrance = new Entrance(workers, this::admit);
    }

    /** In front of a development database. */
    public static FaultProxy before(DevDatabase database) {
        return before(database.host(), database.port());
    }

    /** In front of whatever listens there; it need not listen yet. */
    public static FaultProxy before(String host, int port) {
        try {
            return new FaultProxy(new InetSocketAddress(host, port));
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for a proxy", failure);
        }
    }

    public String host() {
        return entrance.address().getAddress().getHostAddress();
    }

    /** The same as long as the proxy lives. */
    public int port() {
        return entrance.address().getPort();
    }

    /** Puts a fault in force for all connections, those of the future included, in the place of any other. */
    public synchronized void inflict(Fault fault) {
        inflictOnOpen(fault);
        inflictOnNew(fault);
    }

    /** Puts a fault in force for the connections that exist; one that is for those who enter lets them pass. */
    public synchronized void inflictOnOpen(Fault fault) {
        Passage passage = fault instanceof Passage carrying ? carrying : Unhindered.INSTANCE;
        links.forEach(link -> link.inflict(passage));
    }

    /** Puts a fault in force for connections made from now on; those that exist stay as they are. */
    public synchronized void inflictOnNew(Fault fault) {
        refuseClosed();
        try {
            enter(fault);
            forNew = fault;
        } catch (IOException failure) {
            throw new UncheckedIOException("the entrance of the proxy could not be changed for " + fault, failure);
        }
    }

    /** Lets everything pass again, also what was held back. */
    public void heal() {
        inflict(Fault.none());
    }

    /** Ends every open connection with a reset to both ends. */
    public synchronized void reset() {
        List.copyOf(links).forEach(Link::reset);
    }

    /**
     * Tells the receiving end of every open connection that nothing more comes; what is sent to it nevertheless is
     * lost. The other direction goes on.
     */
    public synchronized void halfClose(Direction direction) {
        for (Link link : links) {
            try {
                link.halfClose(direction);
            } catch (IOException endedMeanwhile) {
                link.reset();
            }
        }
    }

    public Traffic traffic() {
        return new Traffic(List.copyOf(acceptedAt), links.size(), bytesToServer.get(), bytesToClient.get());
    }

    /** Whoever waits at the entrance stays there when nothing changes for newcomers. */
    private void enter(Fault fault) throws IOException {
        boolean listened = forNew != Entry.REFUSE && forNew != Entry.FULL_BACKLOG;
        if (fault == Entry.REFUSE) {
            entrance.refuse();
        } else if (fault == Entry.FULL_BACKLOG) {
            entrance.fillBacklog();
        } else if (!listened) {
            entrance.open();
        }
    }

    private synchronized void admit(Socket client) {
        if (closed) {
            Link.end(client, true);
            return;
        }
        acceptedAt.add(Instant.now());
        if (forNew instanceof Passage passage) {
            Link link = new Link(this, workers, client, target, passage);
            links.add(link);
            link.start();
        } else {
            Link.end(client, true);
        }
    }

    void count(Direction direction, int bytes) {
        (direction == Direction.TO_SERVER ? bytesToServer : bytesToClient).addAndGet(bytes);
    }

    void forget(Link link) {
        links.remove(link);
    }

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException("this proxy is closed");
        }
    }

    /** Ends every connection, without a reset, and every thread, and frees the port; a second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            entrance.close();
            List.copyOf(links).forEach(Link::close);
            workers.join(LONGEST_END);
        } catch (IOException failure) {
            throw new UncheckedIOException("the port of a proxy could not be freed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a proxy ended", interrupted);
        }
    }
}
