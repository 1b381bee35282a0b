package io.seedcore.pool.dev.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one run leaves its files; the next run begins with an empty one. */
final class WorkingDirectory {
    private WorkingDirectory() {}

    static void prepare(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (String leftover : List.of("payara", "tmp", "payara.log", "databases.env")) {
            delete(directory.resolve(leftover));
        }
    }

    /** A new file that its owner alone may read. */
    static Path privateFile(Path file) throws IOException {
        return Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
