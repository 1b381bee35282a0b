package io.seedcore.pool.war;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the whole project, as tests of this module find them. */
final class Project {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..");

    private Project() {}

    static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    static List<String> lines(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve(file));
    }

    /** The texts of all main sources of all modules. */
    static List<String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> folders = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            return folders.stream().flatMap(Project::sources).toList();
        }
    }

    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Project::read).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(folder.toString(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
