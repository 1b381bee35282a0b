package io.seedcore.pool.war;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in the READMEs are files that are compiled. */
class QuotedExamplesTest {

    @ParameterizedTest
    @CsvSource({
        "README.md, pool-jakarta/src/test/java/io/seedcore/pool/jakarta/example/FirstExample.java",
        "pool-core/README.md, pool-core/src/test/java/io/seedcore/pool/example/PlainJavaExample.java",
        "docs/errors.md, pool-core/src/test/java/io/seedcore/pool/example/RepeatableWork.java"
    })
    void example_isQuotedAsItIs(String page, String source) throws IOException {
        assertThat(Project.text(page)).contains("```java\n" + Project.text(source) + "```\n");
    }
}
