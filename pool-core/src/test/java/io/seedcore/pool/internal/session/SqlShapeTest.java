package io.seedcore.pool.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.DatabaseKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a shape tells which statement it was, and nothing of what was in it. */
@Tag("metrics")
class SqlShapeTest {

    private static String postgres(String text) {
        return SqlShape.of(DatabaseKind.POSTGRESQL).apply(text);
    }

    private static String mysql(String text) {
        return SqlShape.of(DatabaseKind.MYSQL).apply(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1|select ?",
                "select  *  from t where id = ?|select * from t where id = ?",
                "SELECT name FROM t WHERE iban = 'DE89' AND x = 12.5|select name from t where iban = ? and x = ?",
                "select count(*) from t where a in (1, 2,3)|select count(*) from t where a in (?)",
                "select count(*) from t where a in ('x', ?, 'y')|select count(*) from t where a in (?)",
                "insert into t (a, b) values ('it''s', 2), ('c', 4)|insert into t (a, b) values (?), (?)",
                "select /* 4711 */ a from t|select a from t",
                "update t set a = a + 1 where b > -5|update t set a = a + ? where b > -?",
                "select t1.a2 from t1 limit 10|select t1.a2 from t1 limit ?"
            })
    void shapeOfAText(String text, String shape) {
        assertThat(postgres(text)).isEqualTo(shape);
        assertThat(mysql(text)).isEqualTo(shape);
    }

    @Test
    void statementsThatDifferInTheirValuesAlone_haveOneShape() {
        assertThat(postgres("select a from t where b in (1,2) and c='x'"))
                .isEqualTo(postgres("select a from t where b in (1,2,3,4)  and c='another'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'secret'",
                "select E'it\\'s secret'",
                "select U&'secret'",
                "select $$secret$$, $a$ secret $a$",
                "alter role x password 'secret'",
                "select 'not closed, secret",
                "select 'a\\' , 'secret'",
                "select '''secret'''",
                "do $$ begin perform 'secret'; end $$",
                "select 1 -- secret"
            })
    void nothingOfAValue_isInAShapeOnPostgreSql(String text) {
        assertThat(postgres(text)).doesNotContain("secret").isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'secret', \"secret\"",
                "select 'it\\'s secret'",
                "select \"a\\\" secret\"",
                "set password for x = 'secret'",
                "select 1 # secret",
                "select /*! 'secret' */ 1",
                "select _utf8'secret', x'5ec4e7'"
            })
    void nothingOfAValue_isInAShapeOnMySql(String text) {
        assertThat(mysql(text)).doesNotContain("secret", "5ec4e7").isNotBlank();
    }

    @Test
    void longText_isCut() {
        String shape = postgres("select " + "column_of_some_length, ".repeat(1000) + "1");

        assertThat(shape).hasSizeLessThan(260).startsWith("select column_of").endsWith("…");
    }
}
