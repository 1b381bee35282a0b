package io.seedcore.pool.monitoring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("http")
class ConsoleFilesTest {

    private static final Pattern LOADED = Pattern.compile("(?:(?:href|src)=\"console|from '\\.)(/[^']+?)['\"]");

    static Stream<String> paths() {
        return ConsoleFiles.paths().stream().sorted();
    }

    private static String content(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleFiles.at(path).orElseThrow().writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void whatAFileLoads_isThere(String path) throws IOException {
        assertThat(LOADED.matcher(content(path)).results().map(found -> "/console" + found.group(1)))
                .isSubsetOf(ConsoleFiles.paths());
    }

    static Stream<String> ownPaths() {
        return paths().filter(path -> !path.contains("uPlot"));
    }

    @ParameterizedTest
    @MethodSource("ownPaths")
    void file_makesNoMarkupOfTexts(String path) throws IOException {
        assertThat(content(path))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function");
    }

    @Test
    void pageAndLibrary_haveTheirTypes() {
        assertThat(ConsoleFiles.at("/console").orElseThrow().contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(ConsoleFiles.at("/console/uPlot.esm.js").orElseThrow().contentType())
                .isEqualTo("text/javascript; charset=utf-8");
    }

    @Test
    void otherPath_isNoFile() {
        assertThat(ConsoleFiles.at("/console/live")).isEmpty();
        assertThat(ConsoleFiles.at("/console/../stats/pg")).isEmpty();
    }
}
