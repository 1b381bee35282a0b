package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command that starts the process beside a database: a small JVM, except that Neo4j's is the server itself. */
final class GuardianCommand {
    private static final String GUARDIAN = "io.seedcore.pool.dev.guardian.Guardian";
    private static final String NEO4J = "io.seedcore.pool.dev.neo4j.Neo4jServer";

    private GuardianCommand() {}

    /** @param image the container's image, null for binaries */
    static ProcessBuilder of(DevDatabaseKind kind, @Nullable String image, int port, String password) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        String number = String.valueOf(port);
        if (image != null) {
            command.addAll(List.of("-Xmx128m", "-cp", Checkout.guardianClassPath(), GUARDIAN));
            command.addAll(List.of("container", number, kind.settingName(), image));
        } else if (kind == DevDatabaseKind.NEO4J) {
            command.addAll(List.of("-Xmx384m", "-cp", Checkout.neo4jClassPath(), NEO4J, number));
        } else {
            String server = kind == DevDatabaseKind.MYSQL ? "mariadb" : "postgresql";
            command.addAll(List.of("-Xmx64m", "-cp", Checkout.guardianClassPath(), GUARDIAN, server, number));
        }
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
