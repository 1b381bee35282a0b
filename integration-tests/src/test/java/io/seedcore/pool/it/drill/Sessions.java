package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** One borrower leaves every kind of session state behind, one after the other: which does the next one see? */
final class Sessions implements Drill {
    /** One connection, so that the next borrower would get the same session. */
    private static final Map<String, String> SETTINGS = Map.of("POOL_SIZE", "1", "MAX_OVERFLOW", "0");

    @Override
    public void run(Assignment assignment, Findings findings) throws Exception {
        findings.announce("kinds_postgresql", "kinds_mysql", "leaked", "unseen");
        prepare();
        new Rounds(assignment).work(1, findings, number -> {
            for (DevDatabaseKind kind : List.of(DevDatabaseKind.POSTGRESQL, DevDatabaseKind.MYSQL)) {
                round(kind, findings);
            }
        });
    }

    /** What some of the statements need. */
    private static void prepare() throws SQLException {
        try (Connection connection = Databases.direct(DevDatabases.shared().postgresql())) {
            if (Databases.text(connection, "select 1 from pg_roles where rolname = 'drill_guest'")
                    .isEmpty()) {
                Databases.execute(connection, "create role drill_guest");
            }
            Databases.execute(connection, "create table if not exists drill_mark (id bigint primary key)");
            Databases.execute(connection, "drop table if exists drill_seed");
            Databases.execute(connection, "select setseed(0.5)");
            Databases.execute(connection, "create table drill_seed as select random() as first");
            Databases.execute(connection, "grant select on drill_seed to public");
        }
        try (Connection connection = Databases.direct(DevDatabases.shared().mysql())) {
            Databases.execute(connection, "create table if not exists drill_shadow (id int)");
            Databases.execute(connection, "create table if not exists drill_mark (id bigint primary key)");
        }
    }

    private static void round(DevDatabaseKind kind, Findings findings) {
        DevDatabase database = DevDatabases.shared().get(kind);
        List<Pollution> pollutions = Pollution.of(kind);
        findings.set("kinds_" + kind.settingName(), pollutions.size());
        for (Pollution pollution : pollutions) {
            // A pool for each: what one kind leaves behind must not hide another.
            try (FaultProxy proxy = FaultProxy.before(database);
                    PoolRegistry registry = Databases.registry(database, proxy, SETTINGS)) {
                String before = look(registry, kind, pollution);
                if (pollute(registry, kind, pollution).equals(before)) {
                    findings.wrong("unseen", kind + " " + pollution.name() + ": its own borrower does not see it");
                }
                String after = look(registry, kind, pollution);
                if (!after.equals(before)) {
                    findings.wrong("leaked", kind + " " + pollution.name() + ": " + before + " became " + after);
                }
            } catch (SQLException failure) {
                findings.wrong(kind + " " + pollution.name(), failure);
            }
        }
    }

    private static String look(PoolRegistry registry, DevDatabaseKind kind, Pollution pollution) throws SQLException {
        try (Connection connection = registry.connectionPool(kind.settingName()).getConnection()) {
            return answer(connection, pollution);
        }
    }

    /** A session may be so polluted that it refuses. */
    private static String answer(Connection connection, Pollution pollution) {
        try {
            return Databases.text(connection, pollution.look());
        } catch (SQLException refused) {
            return "refused with " + refused.getSQLState();
        }
    }

    /** Returns what the one who leaves it behind sees of it. */
    private static String pollute(PoolRegistry registry, DevDatabaseKind kind, Pollution pollution)
            throws SQLException {
        try (Connection connection = registry.connectionPool(kind.settingName()).getConnection()) {
            for (String statement : pollution.statements()) {
                Databases.execute(connection, statement);
            }
            return answer(connection, pollution);
        }
    }
}
