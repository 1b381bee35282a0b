package io.seedcore.pool.it.drill;

import io.seedcore.pool.dev.DevDatabaseKind;
import java.util.List;

/**
 * One kind of state that a borrower can leave behind in a session through SQL.
 *
 * @param statements leave it, in autocommit
 * @param look shows it: another answer than before means that it is there
 */
record Pollution(String name, List<String> statements, String look) {

    private static final Pollution OPEN_TRANSACTION = new Pollution(
            "open transaction",
            List.of("start transaction", "insert into drill_mark values (4711)"),
            "select count(*) from drill_mark where id = 4711");

    private static Pollution of(String name, String statement, String look) {
        return new Pollution(name, List.of(statement), look);
    }

    static List<Pollution> of(DevDatabaseKind kind) {
        return kind == DevDatabaseKind.POSTGRESQL ? postgresql() : mysql();
    }

    private static List<Pollution> postgresql() {
        return List.of(
                of("parameter", "set work_mem = '7777kB'", "show work_mem"),
                // PostgreSQL remembers the name of a parameter that it has once heard of, with an empty value.
                of(
                        "custom parameter",
                        "set drill.tenant = 'a'",
                        "select coalesce(current_setting('drill.tenant', true), '')"),
                of("set_config", "select set_config('lock_timeout', '77s', false)", "show lock_timeout"),
                of("statement timeout", "set statement_timeout = '77s'", "show statement_timeout"),
                of("time zone", "set time zone 'Asia/Tokyo'", "show timezone"),
                of("search path", "set search_path = pg_catalog", "show search_path"),
                of("date style", "set datestyle = 'ISO, DMY'", "show datestyle"),
                of("role", "set role pg_read_all_data", "select current_user"),
                of("session authorization", "set session authorization drill_guest", "select session_user"),
                of(
                        "isolation",
                        "set session characteristics as transaction isolation level serializable",
                        "show default_transaction_isolation"),
                of(
                        "read only",
                        "set session characteristics as transaction read only",
                        "show default_transaction_read_only"),
                of("deferrable", "set default_transaction_deferrable = on", "show default_transaction_deferrable"),
                of("application name", "set application_name = 'polluted'", "show application_name"),
                of("message level", "set client_min_messages = 'error'", "show client_min_messages"),
                of("listen", "listen drill_channel", "select count(*) from pg_listening_channels()"),
                of(
                        "prepared statement",
                        "prepare drill_plan as select 1",
                        "select count(*) from pg_prepared_statements where name = 'drill_plan'"),
                of(
                        "temporary table",
                        "create temporary table drill_temporary (id int)",
                        "select count(*) from pg_class where relname = 'drill_temporary'"),
                of(
                        "temporary sequence",
                        "create temporary sequence drill_sequence",
                        "select count(*) from pg_class where relname = 'drill_sequence'"),
                of(
                        "advisory lock",
                        "select pg_advisory_lock(4711)",
                        "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"),
                of(
                        "shared advisory lock",
                        "select pg_advisory_lock_shared(4712)",
                        "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"),
                new Pollution(
                        "cursor with hold",
                        List.of("begin", "declare drill_cursor cursor with hold for select 1", "commit"),
                        "select count(*) from pg_cursors where name = 'drill_cursor'"),
                of("seed of random", "select setseed(0.5)", "select first = random() from drill_seed"),
                of("row security", "set row_security = off", "show row_security"),
                of("replica role", "set session_replication_role = replica", "show session_replication_role"),
                OPEN_TRANSACTION);
    }

    private static List<Pollution> mysql() {
        return List.of(
                of("user variable", "set @drill = 1", "select coalesce(@drill, 'none')"),
                of("sql_mode", "set session sql_mode = 'ANSI'", "select @@session.sql_mode"),
                of("time zone", "set session time_zone = '+09:00'", "select @@session.time_zone"),
                of(
                        "isolation",
                        "set session transaction isolation level serializable",
                        "select @@session.transaction_isolation"),
                of(
                        "lock wait timeout",
                        "set session innodb_lock_wait_timeout = 77",
                        "select @@session.innodb_lock_wait_timeout"),
                of("group_concat", "set session group_concat_max_len = 7777", "select @@session.group_concat_max_len"),
                of("foreign keys", "set session foreign_key_checks = 0", "select @@session.foreign_key_checks"),
                of("unique checks", "set session unique_checks = 0", "select @@session.unique_checks"),
                of(
                        "auto increment",
                        "set session auto_increment_increment = 7",
                        "select @@session.auto_increment_increment"),
                of(
                        "collation",
                        "set session collation_connection = latin1_bin",
                        "select @@session.collation_connection"),
                of(
                        "lock",
                        "select get_lock('drill', 1)",
                        "select coalesce(is_used_lock('drill') = connection_id(), 0)"),
                of("database", "use information_schema", "select database()"),
                new Pollution(
                        "temporary table",
                        List.of("create temporary table drill_shadow (id int)", "insert into drill_shadow values (1)"),
                        "select count(*) from drill_shadow"),
                of("locked tables", "lock tables drill_mark write", "select count(*) from drill_shadow"),
                OPEN_TRANSACTION,
                of("last insert id", "select last_insert_id(77)", "select last_insert_id()"));
    }
}
