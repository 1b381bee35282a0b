package io.seedcore.pool.neo4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.QueryKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("metrics")
class CypherTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RETURN 1",
                "MATCH (n:Create {set: 1}) RETURN n.delete AS created",
                "MATCH (n) WHERE n.name = 'it\\' set' RETURN \"create\", `merge`",
                "// create\nMATCH (n) /* set n.x = 1 */ RETURN n",
                "MATCH (n) WHERE n.x = $set RETURN n",
                "CALL db.labels() YIELD label RETURN label",
                "SHOW INDEXES",
                "RETURN 'open",
                "RETURN 1 /* open",
            })
    void withoutAWordThatWrites_reads(String text) {
        assertThat(CypherText.kind(text)).isEqualTo(QueryKind.CYPHER_READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE (n)",
                "merge (n:A {x: 1}) on create set n.y = 2",
                "MATCH (n) SET n.x = 1",
                "MATCH (n) DETACH DELETE n",
                "MATCH (n) REMOVE n.x",
                "UNWIND $rows AS row CALL { WITH row CREATE (n) } RETURN 1",
                "CREATE INDEX i FOR (n:A) ON (n.x)",
                "DROP INDEX i",
            })
    void withAWordThatWrites_writes(String text) {
        assertThat(CypherText.kind(text)).isEqualTo(QueryKind.CYPHER_WRITE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "RETURN 1|RETURN ?",
                "MATCH (n:Person {name: 'secret'}) RETURN n|MATCH (n:Person {name: ?}) RETURN n",
                "MATCH (n) WHERE n.x IN [1, 2.5, \"secret\"] RETURN n|MATCH (n) WHERE n.x IN [?] RETURN n",
                "MATCH (n) WHERE n.x = $secret_name RETURN n|MATCH (n) WHERE n.x = $secret_name RETURN n",
                "MATCH (n)  /* secret */ RETURN `a b`|MATCH (n) RETURN `a b`",
                "RETURN 'it\\' secret', 1|RETURN ?",
                "RETURN 'a' + 'b'|RETURN ? + ?",
                "RETURN 'open secret|RETURN ?",
                "RETURN 1, '\\u0027 secret|RETURN ?…",
            })
    void shape_hasNoValues(String text, String shape) {
        assertThat(CypherText.shape(text)).isEqualTo(shape);
    }

    @Test
    void shapeOfALongText_isCut() {
        assertThat(CypherText.shape("MATCH (n) ".repeat(1000)))
                .hasSizeLessThan(260)
                .endsWith("…");
    }
}
