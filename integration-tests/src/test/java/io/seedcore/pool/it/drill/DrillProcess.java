package io.seedcore.pool.it.drill;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Drills in a JVM of their own, as {@code integration-tests/drill} starts it: they count threads and sessions, among which
 * there must be nobody else's. Its databases are its own, whatever the environment names. It takes of the processors what
 * others leave.
 */
final class DrillProcess {

    private DrillProcess() {}

    /** Far above what the short forms take on a busy machine. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * Waits until it has ended. What it says is shown at once, so that one that hangs can be named.
     *
     * @param said gets its output as well
     * @return its status
     * @throws IllegalStateException where it does not end; it is ended then
     */
    static int run(PrintStream said, List<String> names, String... options) throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(command(names, options)).redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().keySet().removeIf(name -> name.matches("(POSTGRES|PG|MYSQL|NEO4J|SEEDCORE)_.*"));
        Process process = command.start();
        Thread listener = new Thread(
                () -> process.inputReader().lines().forEach(line -> {
                    System.out.println(line);
                    said.println(line);
                }),
                "drill-output");
        listener.start();
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("after " + LONGEST.toMinutes() + " min there is no end of " + names);
            }
            listener.join();
            return process.exitValue();
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
