package io.seedcore.pool.dev.run;

import io.seedcore.pool.dev.DevDatabaseException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The main class of {@code mvn -Prun}: starts the databases and then the application server, says where to look, and
 * waits. Everything ends with it: on a signal, when Maven ends, and, through the pipes to its processes, when it is
 * killed. Arguments: see {@link RunOptions}.
 */
public final class RunCommand {
    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    /** How long the server may be up before the application has to answer. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    /** How long databases may count as unhealthy: they are all there, but each is checked for the first time. */
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(15);

    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);

    private final RunOptions options;
    private final Screen screen;
    private final Running running;

    private RunCommand(RunOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
        this.running = new Running(screen);
    }

    /** Runs until a signal comes; ends with status 1 when something does not start. */
    public static void main(String[] arguments) throws InterruptedException {
        Screen screen = new Screen(System.out);
        try {
            new RunCommand(RunOptions.of(arguments), screen).run();
        } catch (RunFailure | DevDatabaseException | IllegalArgumentException failure) {
            screen.failed(String.valueOf(failure.getMessage()));
        } catch (IOException failure) {
            screen.failed(failure.toString());
        }
        System.exit(1);
    }

    private void run() throws InterruptedException, IOException {
        refuseTakenPort();
        Runtime.getRuntime().addShutdownHook(new Thread(running::end, "ending"));
        endWithParent();
        WorkingDirectory.prepare(options.directory());
        screen.happened("starting PostgreSQL, MySQL (MariaDB unless configured otherwise) and Neo4j");
        running.startDatabases();
        Files.writeString(
                WorkingDirectory.privateFile(options.environmentFile()), running.environmentAsShellVariables());
        screen.happened("starting Payara Micro with " + options.application().getFileName());
        ApplicationServer server = running.startServer(options);
        HealthProbe.Answer health = awaitAnswer(server);
        screen.happened(
                (health.healthy() ? "the application answers: " : "the application answers, not every database does: ")
                        + health.body());
        if (!server.errors().isEmpty()) {
            screen.happened("errors during the start of the server:\n" + server.errors());
        }
        screen.show(Welcome.text(options));
        int status = server.awaitEnd();
        throw new RunFailure("Payara Micro ended with status " + status + "; its log: " + options.log());
    }

    /** Asked first, so that nothing has been started when the answer is no. */
    private void refuseTakenPort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(options.port()));
        } catch (IOException taken) {
            throw new RunFailure(
                    "port " + options.port() + " cannot be used (" + taken.getMessage()
                            + "). Stop the program that listens there, or choose another port:"
                            + " mvn -Prun -Dport=" + (options.port() + 1),
                    taken);
        }
    }

    /**
     * A signal to Maven alone does not reach this process, but it gets another parent then. To ask whether Maven is
     * alive would not do: it counts as alive until its own parent has noticed its end.
     */
    private static void endWithParent() {
        Optional<ProcessHandle> maven = ProcessHandle.current().parent();
        Thread watch = new Thread(() -> endWhenParentIsNot(maven), "watching Maven");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endWhenParentIsNot(Optional<ProcessHandle> maven) {
        try {
            while (ProcessHandle.current().parent().equals(maven)) {
                TimeUnit.MILLISECONDS.sleep(300);
            }
            System.exit(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a healthy answer; one that stays unhealthy is accepted, since a configured database may be down. */
    private HealthProbe.Answer awaitAnswer(ApplicationServer server) throws InterruptedException {
        HealthProbe probe = new HealthProbe(options.port());
        Patience start = new Patience(LONGEST_START);
        Patience silence = new Patience(LONGEST_SILENCE);
        Patience recovery = new Patience(LONGEST_RECOVERY);
        Patience signOfLife = new Patience(BETWEEN_SIGNS_OF_LIFE);
        while (true) {
            if (!server.running() || server.deploymentFailed()) {
                throw notDeployed(server);
            }
            Optional<HealthProbe.Answer> answer = probe.ask();
            if (answer.isPresent() && (answer.get().healthy() || recovery.isOver())) {
                return answer.get();
            }
            if (answer.isEmpty() && (start.isOver() || server.ready() && silence.isOver())) {
                throw noAnswer(server, probe);
            }
            if (signOfLife.isOver()) {
                signOfLife = new Patience(BETWEEN_SIGNS_OF_LIFE);
                screen.happened("the application is being deployed ...");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private RunFailure notDeployed(ApplicationServer server) {
        return new RunFailure((server.running() ? "the deployment failed" : "Payara Micro ended during its start")
                + ". Errors in its log:\n" + server.errors() + "\nThe whole log: " + options.log());
    }

    private RunFailure noAnswer(ApplicationServer server, HealthProbe probe) {
        return new RunFailure("the server is up, but the application does not answer on /health/all (last: "
                + probe.lastAnswer() + "). Errors in the server's log:\n" + server.errors() + "\nThe whole log: "
                + options.log());
    }
}
