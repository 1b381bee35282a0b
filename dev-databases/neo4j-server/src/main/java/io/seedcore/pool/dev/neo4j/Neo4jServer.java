package io.seedcore.pool.dev.neo4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The main class of the process. Orders on standard input, one a line: {@code start}, {@code stop}; the end of input
 * ends the server and deletes its files, so that nothing is left when the process that gave the orders is killed.
 * Answers on standard output: {@code @READY host}, {@code @STOPPED}, {@code @FAILED reason}.
 *
 * <p>Arguments: the Bolt port; the directory, which is made and deleted here, or is as a killed server left it.
 * Environment: {@code SERVER_PASSWORD}, the password of the user {@code neo4j}.
 */
public final class Neo4jServer {
    private static final PrintStream ANSWERS = System.out;

    private Neo4jServer() {}

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        String password = Objects.requireNonNull(System.getenv("SERVER_PASSWORD"), "SERVER_PASSWORD is not set");
        Path directory = Path.of(arguments[1]);
        boolean leftBehind = Files.isDirectory(directory);
        if (!leftBehind) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        BoltDatabase database = new BoltDatabase(directory, port, password, leftBehind);
        Runtime.getRuntime().addShutdownHook(new Thread(new Ending(database, directory), "ending"));
        obeyOrders(database);
        System.exit(0);
    }

    /** Orders are carried out on another thread, so that the end of input is seen while one is still running. */
    private static void obeyOrders(BoltDatabase database) throws IOException {
        ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "orders");
            thread.setDaemon(true);
            return thread;
        });
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order;
        while ((order = orders.readLine()) != null) {
            String current = order;
            worker.execute(() -> obey(current, database));
        }
    }

    private static void obey(String order, BoltDatabase database) {
        try {
            switch (order) {
                case "start" -> {
                    database.start();
                    ANSWERS.println("@READY " + BoltDatabase.HOST);
                }
                case "stop" -> {
                    database.stop();
                    ANSWERS.println("@STOPPED");
                }
                default -> ANSWERS.println("@FAILED unknown order " + order);
            }
        } catch (RuntimeException | LinkageError failure) {
            ANSWERS.println("@FAILED " + reasons(failure));
        }
    }

    private static String reasons(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(" <- ").append(cause);
        }
        return text.toString().replace('\n', ' ');
    }
}
