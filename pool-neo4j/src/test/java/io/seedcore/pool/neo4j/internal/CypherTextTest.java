package io.seedcore.pool.neo4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.QueryKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
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
}
