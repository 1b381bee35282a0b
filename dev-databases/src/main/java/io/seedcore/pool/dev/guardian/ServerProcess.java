package io.seedcore.pool.dev.guardian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One running program of a server's: the end of its output is kept for error messages, one line of it means ready. */
final class ServerProcess {
    private static final int KEPT_LINES = 30;

    private final String name;
    private final Process process;
    private final @Nullable String readyText;
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;
    private volatile boolean ready;

    private ServerProcess(String name, Process process, @Nullable String readyText) {
        this.name = name;
        this.process = process;
        this.readyText = readyText;
        this.reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    static ServerProcess start(String name, List<String> command, Path directory, @Nullable String readyText)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectErrorStream(true);
        withoutClientSettings(builder.environment());
        return new ServerProcess(name, builder.start(), readyText);
    }

    /** A server's programs also read the variables that are meant for clients (PGPORT, MYSQL_HOME, ...). */
    private static void withoutClientSettings(Map<String, String> environment) {
        environment.keySet().removeIf(variable -> variable.startsWith("PG") || variable.startsWith("MYSQL_"));
        environment.remove("SERVER_PASSWORD");
    }

    /** Gives the program its whole input. */
    void send(byte[]... parts) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            for (byte[] part : parts) {
                input.write(part);
            }
        } catch (IOException closed) {
            throw new IOException(describe("did not take its input"), closed);
        }
    }

    void awaitReady(Duration longest) throws IOException, InterruptedException {
        if (!readyOrEnded.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(describe("was not ready within " + longest.toSeconds() + " s"));
        }
        if (!ready) {
            process.waitFor();
            throw new IOException(describe("ended with status " + process.exitValue()));
        }
    }

    /** For a program that does its work and ends: anything but status 0 is a failure. */
    void awaitSuccess(Duration longest) throws IOException, InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new IOException(describe("did not end within " + longest.toSeconds() + " s"));
        }
        reader.join(longest.toMillis());
        if (process.exitValue() != 0) {
            throw new IOException(describe("ended with status " + process.exitValue()));
        }
    }

    boolean endedWithin(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Freezes it and its children; the parent first, so that no further child appears. */
    void suspend() throws IOException, InterruptedException {
        signal("STOP", List.of(process.toHandle()));
        signal("STOP", process.descendants().toList());
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT", process.descendants().toList());
        signal("CONT", List.of(process.toHandle()));
    }

    /** Ends it and its children without any farewell and waits until all are gone; the next start needs that. */
    void killAll(Duration longest) throws IOException, InterruptedException {
        signal("STOP", List.of(process.toHandle()));
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        long end = System.nanoTime() + longest.toNanos();
        while (process.isAlive() || children.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > end) {
                throw new IOException(describe("was not gone within " + longest.toSeconds() + " s of being killed"));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        if (processes.isEmpty()) {
            return;
        }
        String pids = processes.stream().map(each -> String.valueOf(each.pid())).collect(Collectors.joining(" "));
        // A child may end meanwhile, which the status would then tell.
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids).start().waitFor();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException closed) {
            keep("(its output could not be read further: " + closed.getMessage() + ")");
        } finally {
            readyOrEnded.countDown();
        }
    }

    private void take(String line) {
        keep(line);
        if (readyText != null && line.contains(readyText)) {
            ready = true;
            readyOrEnded.countDown();
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private String describe(String whatHappened) {
        synchronized (lastLines) {
            return name + " " + whatHappened + "; its last lines: " + String.join(" | ", lastLines);
        }
    }
}
