package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The command that starts the process beside a database: a small JVM, except that Neo4j's is the server itself. */
final class GuardianCommand {
    private static final String GUARDIAN = "io.seedcore.pool.dev.guardian.Guardian";
    private static final String NEO4J = "io.seedcore.pool.dev.neo4j.Neo4jServer";

    private GuardianCommand() {}

    /** @param image the container's image, null for binaries */
    static ServerControl control(String name, DevDatabaseKind kind, @Nullable String image, int port, String password) {
        if (image != null || kind != DevDatabaseKind.NEO4J) {
            return new GuardedServer(name, guardian(kind, image, port, password));
        }
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "seedcore-neo4j-" + UUID.randomUUID());
        return new SelfGuardedServer(name, neo4j(port, password, directory), directory);
    }

    private static ProcessBuilder neo4j(int port, String password, Path directory) {
        List<String> command = java();
        command.addAll(List.of("-Xmx384m", "-cp", Checkout.neo4jClassPath(), NEO4J));
        command.addAll(List.of(String.valueOf(port), directory.toString()));
        return process(command, password);
    }

    private static ProcessBuilder guardian(DevDatabaseKind kind, @Nullable String image, int port, String password) {
        List<String> command = java();
        String number = String.valueOf(port);
        if (image != null) {
            command.addAll(List.of("-Xmx128m", "-cp", Checkout.guardianClassPath(), GUARDIAN));
            command.addAll(List.of("container", number, kind.settingName(), image));
        } else {
            String server = kind == DevDatabaseKind.MYSQL ? "mariadb" : "postgresql";
            command.addAll(List.of("-Xmx64m", "-cp", Checkout.guardianClassPath(), GUARDIAN, server, number));
        }
        return process(command, password);
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        return command;
    }

    private static ProcessBuilder process(List<String> command, String password) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        adapt(builder.environment(), password);
        return builder;
    }

    private static void adapt(Map<String, String> environment, String password) {
        environment.put("SERVER_PASSWORD", password);
        // The guardian removes its container itself; the reaper would be a further image to fetch.
        environment.putIfAbsent("TESTCONTAINERS_RYUK_DISABLED", "true");
        if (environment.getOrDefault("DOCKER_HOST", "unix:").startsWith("unix:")) {
            // Published ports are on this machine, also where Testcontainers believes to be inside a container.
            environment.putIfAbsent("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1");
        }
    }
}
