package io.seedcore.pool.benchmark.contestant;

import io.seedcore.pool.dev.DevDatabase;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Where the PostgreSQL server is, and who asks. */
public record Address(String host, int port, String database, String user, String password) {

    public static Address of(DevDatabase server) {
        return new Address(server.host(), server.port(), server.database(), server.user(), server.password());
    }

    public Address withPort(int other) {
        return new Address(host, other, database, user, password);
    }

    public Address withUser(String otherUser, String otherPassword) {
        return new Address(host, port, database, otherUser, otherPassword);
    }

    /** With the driver properties that this project's pool sets by itself, so that every login costs the same. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database
                + "?ApplicationName=benchmark&assumeMinServerVersion=9.0&tcpKeepAlive=true&connectTimeout=10";
    }

    /** Writes it for a JVM of its own, which would show a password on its command line to everybody. */
    public Path write() throws IOException {
        Path file = Files.createTempFile(
                "benchmark",
                ".address",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file.toFile().deleteOnExit();
        Properties properties = new Properties();
        properties.setProperty("host", host);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("database", database);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    /** Reads what {@link #write()} wrote. */
    public static Address read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Address(
                properties.getProperty("host"),
                Integer.parseInt(properties.getProperty("port")),
                properties.getProperty("database"),
                properties.getProperty("user"),
                properties.getProperty("password"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
