package io.seedcore.pool.it.drill;

import io.seedcore.pool.atomic.protocol.Verdict;
import io.seedcore.pool.dev.fault.FrozenProcess;
import io.seedcore.pool.it.drill.member.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A {@link Member}, or one that obeys the same orders in a server, as seen from outside, with lines of its own to the
 * databases. For one thread.
 */
final class MemberProcess {
    private static final String ENDED = "ENDED";
    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private final Group group;
    private final FaultLines lines;
    private final Ledger ledger;
    private final Process process;
    private final Thread reader;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private MemberProcess(Group group, FaultLines lines, Ledger ledger, Process process) {
        this.group = group;
        this.lines = lines;
        this.ledger = ledger;
        this.process = process;
        this.reader = new Thread(this::read, "output of member " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static MemberProcess start(MemberProgram program, Group group, ThreeDatabases databases, Ledger ledger)
            throws InterruptedException {
        FaultLines lines = new FaultLines(databases);
        MemberProcess member = null;
        try {
            member = new MemberProcess(
                    group, lines, ledger, command(program, group, lines).start());
            String answer = member.await(LONGEST_START).orElse("nothing");
            if (!answer.equals("READY")) {
                throw new IllegalStateException("a member of " + group + " did not start, and said " + answer);
            }
            return member;
        } catch (IOException e) {
            lines.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | InterruptedException e) {
            if (member != null) {
                member.end();
            }
            throw e;
        }
    }

    private static ProcessBuilder command(MemberProgram program, Group group, FaultLines lines) throws IOException {
        String databases =
                group.databases().stream().map(kind -> kind.settingName()).collect(Collectors.joining(","));
        ProcessBuilder command = program.process(databases);
        // Its settings come from the drill alone.
        command.environment().keySet().removeIf(name -> name.matches("(POSTGRES|PG|MYSQL|NEO4J|SEEDCORE)_.*"));
        command.environment().putAll(group.settings(lines.settings()));
        return command;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                hear(line);
            }
        } catch (IOException diedWhileSpeaking) {
            said.add(ENDED + " " + diedWhileSpeaking);
        }
        said.add(ENDED);
    }

    private void hear(String line) {
        if (!line.startsWith(Member.SAID)) {
            System.err.println(line);
        } else if (line.startsWith(Member.SAID + "TOLD ")) {
            String[] words = line.split(" ", 4);
            ledger.told(Long.parseLong(words[1]), Verdict.valueOf(words[2]), words[3]);
        } else {
            said.add(line.substring(Member.SAID.length()));
        }
    }

    Group group() {
        return group;
    }

    FaultLines lines() {
        return lines;
    }

    /** @throws UncheckedIOException where it takes none any more */
    void order(String text) {
        try {
            OutputStream orders = process.getOutputStream();
            orders.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(process + " takes no orders", e);
        }
    }

    /** What it says next; empty where that is nothing for so long. */
    Optional<String> await(Duration longest) throws InterruptedException {
        return Optional.ofNullable(said.poll(longest.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** By SIGKILL; when this returns everything that it has said is known. */
    void kill() throws InterruptedException {
        // The process itself would throw away what it has said and nobody has read yet.
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /** By SIGSTOP. */
    FrozenProcess freeze() {
        return FrozenProcess.freeze("a member of " + group, process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** By closing its input; what it then writes down may take a while. */
    void endGently() throws InterruptedException, IOException {
        process.getOutputStream().close();
        process.waitFor(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
        end();
    }

    /** Ends it and its lines. */
    void end() throws InterruptedException {
        kill();
        lines.close();
    }
}
