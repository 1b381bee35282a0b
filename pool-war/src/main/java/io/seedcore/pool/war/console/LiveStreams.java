package io.seedcore.pool.war.console;

import io.seedcore.pool.monitoring.console.ConsoleFeed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consoles that watch: one thread makes one line per second for all of them, while there is one. Thread-safe. */
final class LiveStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

    private final Semaphore room;
    private final ConsoleFeed feed;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "seedcore-console");
        thread.setDaemon(true);
        return thread;
    });

    LiveStreams(int most, ConsoleFeed feed) {
        this.room = new Semaphore(most);
        this.feed = feed;
        clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Begins to write to {@code request}, whose answer has its headers; false where too many watch already. */
    boolean begin(HttpServletRequest request) throws IOException {
        if (!room.tryAcquire()) {
            return false;
        }
        boolean begun = false;
        try {
            byte[] first = bytes(feed.firstLine());
            LiveStream stream = new LiveStream(request.startAsync(), first, this::leave);
            streams.add(stream);
            begun = true;
            stream.begin();
            return true;
        } finally {
            if (!begun) {
                room.release();
            }
        }
    }

    private void leave(LiveStream stream) {
        if (streams.remove(stream)) {
            room.release();
        }
    }

    private void tick() {
        if (streams.isEmpty()) {
            return;
        }
        try {
            byte[] line = bytes(feed.line());
            streams.forEach(stream -> stream.offer(line));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A line for the console could not be made; the next one is tried in a second", e);
        }
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        streams.forEach(LiveStream::end);
    }
}
