package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The guardian as seen from here: orders go in, answers come out, and it ends when its input is closed. */
final class GuardianProcess {
    private static final int KEPT_LINES = 40;
    private static final String END_OF_OUTPUT = "@END";
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private GuardianProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    static GuardianProcess start(String name, ProcessBuilder builder) {
        try {
            return new GuardianProcess(name, builder.start());
        } catch (IOException failure) {
            throw new DevDatabaseException(name + ": its process could not be started", failure);
        }
    }

    /** Sends an order and returns what follows the expected answer. */
    String order(String order, String expected) {
        send(order);
        String answer = answer(order);
        if (!answer.startsWith(expected)) {
            throw new DevDatabaseException(name + ": '" + order + "' failed: "
                    + answer.replaceFirst("^@FAILED ", "").replace(END_OF_OUTPUT, "its process ended") + lastLines());
        }
        return answer.substring(expected.length()).strip();
    }

    /** Closes its input and waits until it has ended the server and deleted the files. */
    void end() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new DevDatabaseException(name + ": did not end within " + LONGEST_END.toSeconds() + " s");
            }
        } catch (IOException failure) {
            throw new DevDatabaseException(name + ": could not be ended", failure);
        } catch (InterruptedException interrupted) {
            throw interrupted("its end", interrupted);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Ends its process without any farewell, and waits for that. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            throw interrupted("its death", interrupted);
        }
    }

    private void send(String order) {
        try {
            OutputStream orders = process.getOutputStream();
            orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException failure) {
            throw new DevDatabaseException(name + ": its process takes no orders any more" + lastLines(), failure);
        }
    }

    private String answer(String order) {
        try {
            String answer = answers.poll(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new DevDatabaseException(name + ": no answer to '" + order + "' within "
                        + LONGEST_ANSWER.toSeconds() + " s" + lastLines());
            }
            return answer;
        } catch (InterruptedException interrupted) {
            throw interrupted("'" + order + "'", interrupted);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException closed) {
            take("(its output could not be read further: " + closed.getMessage() + ")");
        } finally {
            answers.add(END_OF_OUTPUT);
        }
    }

    private void take(String line) {
        if (line.startsWith("@")) {
            answers.add(line);
            return;
        }
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private String lastLines() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "" : "\nits last lines:\n  " + String.join("\n  ", lastLines);
        }
    }

    private DevDatabaseException interrupted(String during, InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new DevDatabaseException(name + ": interrupted while waiting for " + during, interrupted);
    }
}
