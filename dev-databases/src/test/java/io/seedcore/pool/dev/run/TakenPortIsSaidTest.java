package io.seedcore.pool.dev.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenPortIsSaidTest {
    @TempDir
    Path directory;

    @Test
    void takenPort_endsTheCommandBeforeAnythingStarts() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            String file = Files.createFile(directory.resolve("a.jar")).toString();
            Process command = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunCommand.class.getName(),
                            port,
                            file,
                            file,
                            directory.resolve("run").toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(command.waitFor()).isEqualTo(1);
            assertThat(output).contains("port " + port).contains("-Dport=").doesNotContain("starting");
            assertThat(directory.resolve("run")).doesNotExist();
        }
    }
}
