package io.seedcore.pool.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProgramLeavesNothingTest {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    @TempDir
    Path temporary;

    @Test
    void killedWhileTheyRun_leavesNoProcessAndNoFile() throws IOException {
        Process program = program();
        awaitStarted(program);
        List<ProcessHandle> started = program.descendants().toList();
        assertThat(started).hasSizeGreaterThanOrEqualTo(5);
        assertThat(files()).hasSize(3);

        program.destroyForcibly();

        awaitNothingLeft(started);
    }

    @Test
    void killedWhileTheyStart_leavesNoProcessAndNoFile() throws IOException {
        Process program = program();
        await().atMost(LONGEST).until(() -> files().size() == 3);
        List<ProcessHandle> started = program.descendants().toList();

        program.destroyForcibly();

        awaitNothingLeft(started);
    }

    private void awaitNothingLeft(List<ProcessHandle> started) {
        await().atMost(LONGEST).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        await().atMost(LONGEST).until(() -> files().isEmpty());
    }

    private Process program() throws IOException {
        // PostgreSQL runs as another user when the test runs as root, and has to be able to enter.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAllAndWaits.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitStarted(Process program) throws IOException {
        BufferedReader output = program.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        String line;
        while ((line = output.readLine()) != null) {
            if (line.equals(StartsAllAndWaits.STARTED)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("the program ended early:\n" + seen);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("seedcore-"))
                    .toList();
        }
    }
}
