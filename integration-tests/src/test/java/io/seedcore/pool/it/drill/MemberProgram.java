package io.seedcore.pool.it.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** With what members are started, and a folder for what they need. */
abstract class MemberProgram {
    private final Path directory;

    MemberProgram() throws IOException {
        directory = Files.createTempDirectory("seedcore-members");
    }

    final Path directory() {
        return directory;
    }

    /** To start one whose transactions write to {@code databases}, by their names with commas between. */
    abstract ProcessBuilder process(String databases) throws IOException;

    /** Deletes the folder with all that is in it. */
    final void delete() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
