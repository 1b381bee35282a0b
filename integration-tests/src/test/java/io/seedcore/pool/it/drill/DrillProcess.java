package io.seedcore.pool.it.drill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Drills in a JVM of their own, as {@code integration-tests/drill} starts it: they count threads and sessions, among which
 * there must be nobody else's. Its databases are its own, whatever the environment names. It takes of the processors what
 * others leave.
 */
final class DrillProcess {

    private DrillProcess() {}

    /**
     * Waits until it has ended, and ends it where that is interrupted.
     *
     * @param said gets its output
     * @return its status
     */
    static int run(OutputStream said, List<String> names, String... options) throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(command(names, options)).redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().keySet().removeIf(name -> name.matches("(POSTGRES|PG|MYSQL|NEO4J|SEEDCORE)_.*"));
        Process process = command.start();
        try {
            process.getInputStream().transferTo(said);
            return process.waitFor();
        } finally {
            // Databases and members end with the process that started them.
            process.destroy();
        }
    }

    private static List<String> command(List<String> names, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "nice",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=src/test/drill-logging.properties",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                DrillCommand.class.getName()));
        command.addAll(names);
        command.addAll(List.of(options));
        return command;
    }
}
