package io.seedcore.pool.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every code that a message can carry is explained, and no other. */
class DocumentedMessagesTest {

    private static final Pattern CODE = Pattern.compile("\"(SCP-[0-9]{3})\\b");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (SCP-[0-9]{3})\\b");

    @Test
    void everyCodeOfTheSources_hasASectionInTheDocumentation() throws IOException {
        assertThat(codes(HEADING, Project.text("docs/troubleshooting.md")))
                .as("headings '### SCP-…' of docs/troubleshooting.md")
                .isEqualTo(codes(CODE, String.join("\n", Project.sources())));
    }

    private static Set<String> codes(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
