package io.seedcore.pool.internal.session;

import static io.seedcore.pool.internal.session.SqlEffect.LASTING;
import static io.seedcore.pool.internal.session.SqlEffect.NONE;
import static io.seedcore.pool.internal.session.SqlEffect.RESETTABLE;
import static io.seedcore.pool.internal.session.SqlEffect.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.seedcore.pool.QueryKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a text is taken for harmless only where it provably is, and the common ones are. */
class WhatATextDoesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "select 1",
                "  \n\t(SELECT 1)",
                "((select 1) union (select 2))",
                "/* name */ select 1",
                "-- name\nselect 1",
                "select 1 -- set role x",
                "select 1 /* set role x; listen y */",
                "select 'set_config(1); listen x', \"set\" from t",
                "select 'it''s' from t",
                "select * from t where a = ? and b = ? for update",
                "select a.reset, a.listen from t a limit 10",
                "insert into t (a, b) values (?, ?)",
                "insert into t select * from u",
                "update t set a = 1, b = 'x' where id = 3",
                "delete from t where id = 1",
                "with x as (select 1) select * from x",
                "values (1), (2)",
                "table t",
                "explain select 1",
                "commit",
                "rollback",
                "rollback to savepoint a",
                "savepoint a",
                "release savepoint a",
                "truncate t",
                "select 1; select 2;",
                "insert into t values (1); commit",
                "select last_insert_id()",
                "select nextval('s')",
                "show tables",
                "select :a, a::text from t",
            })
    void ordinaryText_doesNothing(String text) {
        assertThat(postgres(text)).as("PostgreSQL").isEqualTo(NONE);
        assertThat(mysql(text)).as("MySQL").isEqualTo(NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    commit                                     | COMMIT   | COMMIT
                    Commit and chain                           | COMMIT   | COMMIT
                    rollback work                              | ROLLBACK | ROLLBACK
                    select 1; commit                           | COMMIT   | COMMIT
                    rollback to savepoint a                    |          |
                    rollback work to a                         |          |
                    commit prepared 'x'                        |          |
                    end                                        | END      |
                    prepare transaction 'x'                    | PREPARE  |
                    prepare x as select 1                      |          |
                    prepare transaction as select 1            |          |
                    prepare transaction (int) as select $1     |          |
                    drop prepare x                             |          |
                    begin                                      |          | BEGIN
                    start transaction read only                |          | START
                    /* x */ create table t (a int)             |          | CREATE
                    create temporary table t (a int)           |          |
                    create or replace temporary table t (a int)|          |
                    drop table t                               |          | DROP
                    truncate t                                 |          | TRUNCATE
                    lock tables t read                         |          | LOCK
                    analyze table t                            |          | ANALYZE
                    analyze select 1                           |          |
                    set autocommit = 1                         |          | SET
                    set session autocommit = 1                 |          | SET
                    set @a = @@autocommit                      |          |
                    begin not atomic select 1; end             |          |
                    insert into t values ('commit')            |          |
                    savepoint a                                |          |
                    """)
    void endOfATransaction_isToldWhereItIsCertain(String text, String inPostgres, String inMySql) {
        assertThat(SqlClassifier.of(SqlDialect.POSTGRESQL).look(text).end()).isEqualTo(inPostgres);
        assertThat(SqlClassifier.of(SqlDialect.MYSQL).look(text).end()).isEqualTo(inMySql);
    }

    @Test
    void endOfABody_endsNoTransaction() {
        String function = "create function f() returns int begin atomic select 1; end";
        assertThat(SqlClassifier.of(SqlDialect.POSTGRESQL).look(function).end()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge into t using u on t.id = u.id when matched then delete",
                "with x as (insert into t values (1) returning id) select * from x",
                "select $$set role x$$, $tag$ listen x; $$ $tag$",
                "select $1, $2 from t where a = $3",
                "select a$b$c from t; select d$b$e from t",
                "select 1 /* outer /* inner */ set role x */",
                "select 1 -- one line\r, 2",
                "select 1 # 2",
                "select pg_advisory_xact_lock(1)",
                "select pg_try_advisory_xact_lock(1)",
                "notify x, 'y'",
                "lock table t in share mode",
                "end",
                "abort",
                "commit prepared 'x'",
                "fetch 10 from c",
                "close c",
                "explain (analyze, buffers) select 1",
                "select \"Order\".\"id\" from \"Order\"",
                "select currval('s'), lastval()",
                "select lo_orderkey from lineorder",
            })
    void ordinaryText_ofPostgres_doesNothing(String text) {
        assertThat(postgres(text)).isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local statement_timeout = 1",
                "SET LOCAL ROLE x",
                "set transaction isolation level serializable",
                "select 1; set transaction read only",
                "set constraints all deferred",
                "prepare transaction 'x'",
                "set local statement_timeout = 0; prepare transaction 'x'",
            })
    void settingOfATransaction_ofPostgres_endsWithIt(String text) {
        assertThat(postgres(text)).isEqualTo(TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replace into t values (1)",
                "insert ignore into t values (1)",
                "insert low_priority into t values (1)",
                "select `set` from `t`",
                "select \"set_config\" from t",
                "select 1 # set @x = 1\n, 2",
                "select 1 -- get_lock('a', 1)",
                "select 5--1",
                "describe t",
                "desc t",
                "show variables like 'x'",
                "select @@version, @@session.sql_mode",
                "select /*+ max_execution_time(1000) */ 1",
                "select * from t lock in share mode",
                "insert into t values (1) on duplicate key update a = values(a)",
                "select sql_calc_found_rows * from t",
            })
    void ordinaryText_ofMySql_doesNothing(String text) {
        assertThat(mysql(text)).isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set x = 1",
                "SET SESSION x = 1",
                "  set x = 1",
                "/* a */ set x = 1",
                "-- a\nset x = 1",
                "select 1; set x = 1",
                "select ';'; set x = 1",
                "begin",
                "begin; select 1",
                "start transaction",
                "commit and chain",
                "rollback and chain",
                "prepare x as select 1",
                "execute x",
                "deallocate x",
                "create temporary table t (a int)",
                "create table t (a int)",
                "drop table t",
                "do 1",
                "call p()",
                "{call p()}",
                "{? = call f()}",
                "? = call f()",
                "grant x to y",
                "something new",
                "\\d t",
                "select 1 into x",
                "select a, b into x from t",
                "select 'a\\' , set_config('x', 'y', false), '",
                "select 'never ends",
                "select 1 /* never ends",
            })
    void textInDoubt_needsAReset(String text) {
        assertThat(postgres(text)).as("PostgreSQL").isEqualTo(RESETTABLE);
        assertThat(mysql(text)).as("MySQL").isEqualTo(RESETTABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role x",
                "set session characteristics as transaction read only",
                "set session authorization x",
                "set search_path to x",
                "set time zone 'UTC'",
                "set localx = 1",
                "reset all",
                "discard all",
                "listen x",
                "unlisten *",
                "declare c cursor with hold for select 1",
                "select set_config('x', 'y', false)",
                "select pg_catalog.set_config('x', 'y', false)",
                "select \"set_config\"('x', 'y', false)",
                "select SET_CONFIG ('x', 'y', false)",
                "select set_config/**/('x', 'y', false)",
                "with x as (select set_config('x', 'y', false)) select * from x",
                "insert into t select set_config('x', 'y', false)",
                "explain analyze select set_config('x', 'y', false)",
                "update pg_settings set setting = 'x' where name = 'y'",
                "select pg_advisory_lock(1)",
                "select pg_advisory_lock_shared(1)",
                "select pg_try_advisory_lock(1)",
                "select pg_advisory_unlock_all()",
                "select 1 into temp x",
                "with x as (select 1) select * into temp y from x",
                "explain analyze create temp table x as select 1",
                "explain analyze execute x",
                "explain analyze declare c cursor for select 1",
                "select query_to_xml('set x = 1', true, false, '')",
                "select * from dblink('dbname=x', 'select 1') as t (a int)",
                "select U&\"s\\0065t_config\"('x', 'y', false)",
                "select E'\\'' , set_config('x', 'y', false), ''",
                "select $a$ never ends",
                "select $$ a $$, set_config('x', 'y', false), $$ b $$",
                "select $$ a $$; listen x",
                "select 1 /* /* */ listen x",
                "select 1 -- a\r; listen x",
                "copy t from stdin",
                "prepare x as select 1",
                "prepare transaction as select 1",
                "prepare transaction (int) as select $1",
                "create or replace temp view v as select 1",
            })
    void textThatChangesASessionOfPostgres_needsAReset(String text) {
        assertThat(postgres(text)).isEqualTo(RESETTABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set @x = 1",
                "set names latin1",
                "set sql_mode = ''",
                "set transaction isolation level serializable",
                "set local x = 1",
                "set statement max_statement_time = 1 for select 1",
                "set role x",
                "use other",
                "select @x := 1",
                "select @x:=@x+1 from t",
                "update t set a = (@x := @x + 1)",
                "select 1 into @x",
                "select * from t into outfile '/tmp/x'",
                "select get_lock('x', 1)",
                "select release_lock('x')",
                "select release_all_locks()",
                "select last_insert_id(5)",
                "update t set id = last_insert_id(id + 1)",
                "insert into t values (1) on duplicate key update id = last_insert_id (id)",
                "lock tables t write",
                "unlock tables",
                "flush tables with read lock",
                "handler t open",
                "xa start 'x'",
                "commit release",
                "rollback release",
                "/*!50000 set x = 1 */",
                "select 1 /*! , get_lock('x', 1) */",
                "select 1 /*M! , get_lock('x', 1) */",
                "select 1 /* a /* b */ , get_lock('x', 1)",
                "select 1 --1, get_lock('x', 1)",
                "select 1 -- a\r, get_lock('x', 1)\n, get_lock('x', 1)",
                "select 1 # a\n, get_lock('x', 1)",
                "select \"a\\\", get_lock('x', 1), \"",
                "load data local infile 'x' into table t",
                "end",
                "abort",
                "lock table t in share mode",
                "explain format = json into @x select 1",
                "alter session set x = 1",
            })
    void textThatChangesASessionOfMySql_needsAReset(String text) {
        assertThat(mysql(text)).isEqualTo(RESETTABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load 'plpgsql'",
                "select 1; LOAD 'plpgsql'",
                "select setseed(0.5)",
                "select dblink_connect('x', 'dbname=y')",
                "select pg_backup_start('x')",
                "select pg_create_physical_replication_slot('x', false, true)",
                "set x = 1; select setseed(0.5)",
            })
    void textThatNoResetUndoes_isKnown(String text) {
        assertThat(postgres(text)).isEqualTo(LASTING);
    }

    @Test
    void repeatedText_getsTheSameAnswer() {
        for (int number = 0; number < 10_000; number++) {
            assertThat(postgres("select " + number % 5_000)).isEqualTo(NONE);
            assertThat(postgres("set x = " + number % 5_000)).isEqualTo(RESETTABLE);
        }
    }

    @Test
    void textsOfOneHash_areNotMistakenForEachOther() {
        String touching = "select dblink";
        String harmless = "select eClink";
        assertThat(harmless).hasSameHashCodeAs(touching);
        for (int time = 0; time < 3; time++) {
            assertThat(postgres(touching)).isEqualTo(RESETTABLE);
            assertThat(postgres(harmless)).isEqualTo(NONE);
        }
    }

    @Test
    void longText_isReadToItsEnd() {
        String many = "select " + "1, ".repeat(100_000) + "1";
        assertThat(postgres(many)).isEqualTo(NONE);
        assertThat(postgres(many + "; listen x")).isEqualTo(RESETTABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 | SELECT",
                "(select 1) union (select 2) | SELECT",
                "values (1), (2) | SELECT",
                "'/* who */ -- why\n SELECT 1' | SELECT",
                "insert into t select * from u | INSERT",
                "update t set a = (select 1) | UPDATE",
                "delete from t where a in (select 1) | DELETE",
                "with x as (select 1), y as (delete from t) insert into u select * from x | INSERT",
                "with recursive x as (select 1 union select 2) select * from x | SELECT",
                "with x as (insert into t values (1) returning id) delete from t | DELETE",
                "create table t (a int) | DDL",
                "alter table t add b int | DDL",
                "drop index i | DDL",
                "truncate t | DDL",
                "call p(1) | CALL",
                "{call p(?)} | CALL",
                "{? = call f(?)} | CALL",
                "set search_path = x | OTHER",
                "explain select 1 | OTHER",
                "commit | OTHER",
                "'' | OTHER",
                "; ; select 1 | SELECT",
                "update t set a = 1; select 1 | UPDATE",
            })
    void kindIsThatOfTheFirstStatement(String text, QueryKind kind) {
        for (SqlDialect dialect : SqlDialect.values()) {
            assertThat(SqlClassifier.of(dialect).look(text).statement().kind())
                    .as(dialect.name())
                    .isEqualTo(kind);
        }
    }

    private static SqlEffect postgres(String text) {
        return SqlClassifier.of(SqlDialect.POSTGRESQL).look(text).effect();
    }

    private static SqlEffect mysql(String text) {
        return SqlClassifier.of(SqlDialect.MYSQL).look(text).effect();
    }
}
