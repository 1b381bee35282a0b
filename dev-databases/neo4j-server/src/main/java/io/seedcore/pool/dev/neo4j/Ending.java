package io.seedcore.pool.dev.neo4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What happens when the process ends, for whatever reason: the server is stopped, briefly awaited, its files deleted. */
final class Ending implements Runnable {
    private static final long LONGEST_STOP_SECONDS = 10;
    private static final int ATTEMPTS = 50;

    private final BoltDatabase database;
    private final Path directory;

    Ending(BoltDatabase database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public void run() {
        Thread stopping = new Thread(database::stop, "stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
            for (int attempt = 0; attempt < ATTEMPTS && !deleted(); attempt++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False while something still writes into the directory. */
    private boolean deleted() {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException stillInUse) {
            return false;
        }
    }
}
