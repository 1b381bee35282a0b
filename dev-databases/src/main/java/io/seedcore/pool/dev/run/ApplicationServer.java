package io.seedcore.pool.dev.run;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Payara Micro with the application in a process of its own, its log in a file, the important part on the screen. */
final class ApplicationServer {
    private static final Duration LONGEST_END = Duration.ofSeconds(25);
    private static final int KEPT_LINES = 40;

    private final Process process;
    private final Screen screen;
    private final Set<String> errors = new LinkedHashSet<>();
    private volatile boolean nothingDeployed;
    private volatile boolean ready;

    private ApplicationServer(Process process, Screen screen, Path log) {
        this.process = process;
        this.screen = screen;
        Thread reader = new Thread(() -> read(log), "log of the application server");
        reader.setDaemon(true);
        reader.start();
    }

    static ApplicationServer start(RunOptions options, Map<String, String> databases, Screen screen)
            throws IOException {
        Path temporary = Files.createDirectories(options.directory().resolve("tmp"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-javaagent:" + AgentJar.write(options.directory()),
                "-jar",
                options.server().toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--rootdir",
                options.directory().resolve("payara").toString(),
                "--port",
                String.valueOf(options.port()),
                "--deploy",
                options.application().toString(),
                "--contextroot",
                "/");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(databases);
        return new ApplicationServer(builder.start(), screen, options.log());
    }

    boolean running() {
        return process.isAlive();
    }

    /** The server has come up and deployed nothing. */
    boolean deploymentFailed() {
        return ready && nothingDeployed;
    }

    boolean ready() {
        return ready;
    }

    /** Returns its status when it has ended by itself. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** The first errors of its start, the cause being among them; empty if there was none. */
    String errors() {
        synchronized (errors) {
            return errors.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
        }
    }

    /** Lets it end in an orderly way, and makes it end if it does not. */
    void end() throws InterruptedException, IOException {
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
    }

    private void read(Path log) {
        LogReader entries = new LogReader();
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter file = Files.newBufferedWriter(log)) {
            String line;
            while ((line = lines.readLine()) != null) {
                String plain = LogReader.withoutColour(line);
                file.write(plain);
                file.newLine();
                file.flush();
                entries.take(plain).ifPresent(this::take);
            }
        } catch (IOException | UncheckedIOException failure) {
            screen.happened("the application server's log could not be read further: " + failure.getMessage());
        }
    }

    private void take(LogEntry entry) {
        boolean starting = !ready;
        nothingDeployed |= entry.saysThatNothingIsDeployed();
        ready |= entry.saysThatTheServerIsReady();
        if (starting && entry.error()) {
            keep(entry);
        } else if (entry.important()) {
            screen.happened(entry.level() + " " + entry.text());
        }
    }

    /** The server reports one failure several times, each time with the same lines. */
    private void keep(LogEntry entry) {
        synchronized (errors) {
            entry.text().lines().limit(KEPT_LINES - errors.size()).forEach(errors::add);
        }
    }
}
