package io.seedcore.pool;

import io.seedcore.pool.dev.DevDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PgBouncer in transaction mode in front of a database, with two connections to it for all clients. */
public final class PgBouncer implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isInstalled() {
        return executable("pgbouncer") != null;
    }

    private static @Nullable Path executable(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Tries again at another port when somebody else took the chosen one in the meantime. */
    public static PgBouncer start(DevDatabase database, Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("pgbouncer.log");
        for (int attempt = 1; ; attempt++) {
            PgBouncer bouncer = startAt(freePort(), database, directory, log);
            if (bouncer.listens(log)) {
                return bouncer;
            }
            bouncer.close();
            String said = Files.readString(log);
            if (attempt == ATTEMPTS || !said.contains("Address already in use")) {
                throw new IOException("PgBouncer did not start: " + said);
            }
        }
    }

    private static PgBouncer startAt(int port, DevDatabase database, Path directory, Path log) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path users = Files.writeString(
                directory.resolve("users.txt"), "\"" + database.user() + "\" \"" + database.password() + "\"\n");
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                %s = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 2
                max_client_conn = 100
                """.formatted(
                        database.database(), database.host(), database.port(), port, users));
        return new PgBouncer(
                new ProcessBuilder(command(settings))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                port);
    }

    /** PgBouncer refuses to run as root. */
    private static List<String> command(Path settings) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of(String.valueOf(executable("pgbouncer")), settings.toString()));
        return command;
    }

    /** Waits until it says so itself: whoever else has the port would answer a connect, too. */
    private boolean listens(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.readString(log).contains("process up")) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
