package io.seedcore.pool.dev.run;

import java.nio.file.Path;

/**
 * What to run.
 *
 * @param port where the application answers
 * @param server the jar of Payara Micro
 * @param application the WAR
 * @param directory where logs and working files go
 */
record RunOptions(int port, Path server, Path application, Path directory) {
    private static final int HIGHEST_PORT = 65_535;

    static RunOptions of(String[] arguments) {
        if (arguments.length != 4) {
            throw new RunFailure("expected: <port> <payara-micro.jar> <application.war> <directory>");
        }
        return new RunOptions(port(arguments[0]), file(arguments[1]), file(arguments[2]), Path.of(arguments[3]));
    }

    Path log() {
        return directory.resolve("payara.log");
    }

    Path environmentFile() {
        return directory.resolve("databases.env");
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        }
        throw new RunFailure("port=" + text + " is not a port: give a number from 1 to " + HIGHEST_PORT);
    }

    private static Path file(String name) {
        Path file = Path.of(name);
        if (!file.toFile().isFile()) {
            throw new RunFailure(name + " does not exist; run 'mvn -Prun' in the project's directory");
        }
        return file;
    }
}
