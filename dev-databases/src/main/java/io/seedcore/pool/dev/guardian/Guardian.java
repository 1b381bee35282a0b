package io.seedcore.pool.dev.guardian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The main class of the process. Orders on standard input, one a line: {@code start}, {@code stop}, {@code suspend},
 * {@code resume}, {@code kill}; the end of input ends the server and deletes its files. Answers on standard output:
 * {@code @READY host}, {@code @STOPPED}, {@code @SUSPENDED}, {@code @RESUMED}, {@code @KILLED}, {@code @FAILED reason}.
 *
 * <p>Arguments: {@code postgresql}, {@code mariadb} or {@code container}; the port; for a container the kind of
 * database and the image. Environment: {@code SERVER_PASSWORD}.
 */
public final class Guardian {
    private static final PrintStream ANSWERS = System.out;

    private Guardian() {}

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        String password = Objects.requireNonNull(System.getenv("SERVER_PASSWORD"), "SERVER_PASSWORD is not set");
        Path directory = Files.createTempDirectory("seedcore-" + arguments[0] + "-");
        Server server = switch (arguments[0]) {
            case "postgresql" -> new PostgresServer(directory, port, password);
            case "mariadb" -> new MariaDbServer(directory, port, password);
            case "container" -> new ContainerServer(arguments[2], arguments[3], port, password);
            default -> throw new IllegalArgumentException("unknown kind of server " + arguments[0]);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(new Ending(server, directory), "ending"));
        obeyOrders(server);
        System.exit(0);
    }

    /** Orders are carried out on another thread, so that the end of input is seen while one is still running. */
    private static void obeyOrders(Server server) throws IOException {
        ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "orders");
            thread.setDaemon(true);
            return thread;
        });
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order;
        while ((order = orders.readLine()) != null) {
            String current = order;
            worker.execute(() -> obey(current, server));
        }
    }

    private static void obey(String order, Server server) {
        try {
            switch (order) {
                case "start" -> ANSWERS.println("@READY " + server.start());
                case "stop" -> {
                    server.stop();
                    ANSWERS.println("@STOPPED");
                }
                case "suspend" -> {
                    server.suspend();
                    ANSWERS.println("@SUSPENDED");
                }
                case "resume" -> {
                    server.resume();
                    ANSWERS.println("@RESUMED");
                }
                case "kill" -> {
                    server.kill();
                    ANSWERS.println("@KILLED");
                }
                default -> ANSWERS.println("@FAILED unknown order " + order);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | LinkageError failure) {
            ANSWERS.println("@FAILED " + reasons(failure));
        }
    }

    private static String reasons(Throwable failure) {
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append(" <- ").append(cause);
        }
        return text.toString().replace('\n', ' ');
    }
}
