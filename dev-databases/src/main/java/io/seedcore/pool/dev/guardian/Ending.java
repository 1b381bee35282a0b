package io.seedcore.pool.dev.guardian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What happens when the guardian ends, for whatever reason: the server is ended and its files are deleted. */
final class Ending implements Runnable {
    private static final int ATTEMPTS = 100;

    private final Server server;
    private final Path directory;

    Ending(Server server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    @Override
    public void run() {
        try {
            server.end();
        } catch (IOException | RuntimeException failure) {
            System.err.println("the server could not be ended: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deleteFiles();
    }

    private void deleteFiles() {
        try {
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
