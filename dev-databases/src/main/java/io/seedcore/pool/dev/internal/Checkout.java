package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the build of this project has prepared for the servers, looked for from the working directory upward. */
final class Checkout {
    /** The project's directory, for a program that is started from elsewhere. */
    private static final String HOME_PROPERTY = "databases.home";

    private Checkout() {}

    /** The classes of the Neo4j module and everything they need, as one class path. */
    static String neo4jClassPath() {
        Path module = find("dev-databases/neo4j-server/target/server.classpath");
        return classes(module) + File.pathSeparator + read(module);
    }

    /** This module's classes and everything a guardian needs, as one class path. */
    static String guardianClassPath() {
        Path module = find("dev-databases/target/server.classpath");
        return classes(module) + File.pathSeparator + read(module);
    }

    private static Path classes(Path classPathFile) {
        return classPathFile.resolveSibling("classes");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new DevDatabaseException("could not read " + file, failure);
        }
    }

    private static Path find(String relative) {
        Path from = Path.of(System.getProperty(HOME_PROPERTY, "")).toAbsolutePath();
        for (Path directory = from; directory != null; directory = directory.getParent()) {
            Path file = directory.resolve(relative);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new DevDatabaseException(relative + " was not found in " + from + " or above. Run"
                + " 'mvn -pl dev-databases -am install -DskipTests' in the project's directory"
                + " first, or name that directory with -D" + HOME_PROPERTY + "=...");
    }
}
