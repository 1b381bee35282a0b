package io.seedcore.pool.dev.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsAreCheckedTest {
    @TempDir
    Path directory;

    @Test
    void goodOnes_areTaken() throws IOException {
        assertThat(options("8002").port()).isEqualTo(8002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "eighty", "-1", ""})
    void badPort_isNamed(String port) {
        assertThatThrownBy(() -> options(port))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("port=" + port)
                .hasMessageContaining("65535");
    }

    @Test
    void missingFile_isNamed() {
        String missing = directory.resolve("missing.jar").toString();
        assertThatThrownBy(() -> RunOptions.of(new String[] {"8002", missing, missing, "d"}))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("missing.jar");
    }

    private RunOptions options(String port) throws IOException {
        Path file = directory.resolve("a.jar");
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return RunOptions.of(new String[] {port, file.toString(), file.toString(), directory.toString()});
    }
}
