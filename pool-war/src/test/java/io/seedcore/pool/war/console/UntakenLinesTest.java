package io.seedcore.pool.war.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("http")
class UntakenLinesTest {

    private final UntakenLines lines = new UntakenLines(bytes("first"));

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private void offer(String... offered) {
        for (String line : offered) {
            lines.offer(bytes(line));
        }
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        while (!lines.isEmpty()) {
            taken.add(new String(lines.take(), StandardCharsets.UTF_8));
        }
        return taken;
    }

    @Test
    void firstLine_isNeverReplaced_whateverComesBeforeItIsTaken() {
        offer("second", "third");

        assertThat(takeAll()).containsExactly("first", "third");
    }

    @Test
    void laterLine_isReplacedByTheNext() {
        assertThat(takeAll()).containsExactly("first");
        offer("second", "third", "fourth");

        assertThat(takeAll()).containsExactly("fourth");
    }

    @Test
    void replacedLines_areCounted_untilOneIsTaken() {
        offer("second");
        assertThat(lines.replaced()).isZero();
        offer("third", "fourth");
        assertThat(lines.replaced()).isEqualTo(2);

        takeAll();
        offer("fifth");
        assertThat(lines.replaced()).isZero();
    }
}
