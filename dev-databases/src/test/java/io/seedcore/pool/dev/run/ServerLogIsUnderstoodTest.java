package io.seedcore.pool.dev.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerLogIsUnderstoodTest {
    private static final String TAIL =
            " [tid: _ThreadID=1 _ThreadName=main] [timeMillis: 1795432356378] [levelValue: 1000] ";

    @Test
    void failedDeployment_isSeenAlthoughTheServerReportsSuccess() {
        List<LogEntry> entries = read(
                header("INFO", "PayaraMicro") + "Deployed 1 archive(s)",
                "",
                header("INFO", "PayaraMicro") + "[[",
                "  {",
                "    \"Instance Configuration\": {",
                "        \"Deployed\": [",
                "        ]",
                "    }",
                "}]]",
                header("INFO", "PayaraMicro") + "Payara Micro 6.2025.10 (build 42) ready in 4,254 (ms)");
        assertThat(entries).hasSize(3);
        assertThat(entries).filteredOn(LogEntry::saysThatNothingIsDeployed).hasSize(1);
        assertThat(entries).filteredOn(LogEntry::saysThatTheServerIsReady).hasSize(1);
        assertThat(entries).noneMatch(LogEntry::important);
    }

    @Test
    void successfulDeployment_isNotAFailure() {
        List<LogEntry> entries = read(
                header("INFO", "PayaraMicro") + "[[",
                "        \"Deployed\": [",
                "            { \"Name\": \"app\" }",
                "        ]",
                "}]]");
        assertThat(entries).hasSize(1).noneMatch(LogEntry::saysThatNothingIsDeployed);
    }

    @Test
    void error_isShownWithoutItsStack() {
        List<LogEntry> entries = read(
                header("SEVERE", "javax.enterprise.system.core") + "[[",
                "  Exception while loading the app",
                "java.lang.IllegalStateException: boom",
                "\tat some.Place(Place.java:1)",
                "]]");
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.important()).isTrue();
            assertThat(entry.text()).contains("boom").doesNotContain("some.Place");
        });
    }

    @Test
    void linesOfTheApplication_areShown() {
        assertThat(read(header("INFO", "io.seedcore.pool.PoolRegistry") + "postgresql: size 20"))
                .singleElement()
                .matches(LogEntry::important);
    }

    private static String header(String level, String logger) {
        return "[2026-11-23T11:12:39.308+0000] [] [\u001B[1;92m" + level + "\u001B[0m] [] [\u001B[1;94m" + logger
                + "\u001B[0m]" + TAIL;
    }

    private static List<LogEntry> read(String... lines) {
        LogReader reader = new LogReader();
        return Stream.of(lines)
                .map(LogReader::withoutColour)
                .map(reader::take)
                .flatMap(Optional::stream)
                .toList();
    }
}
