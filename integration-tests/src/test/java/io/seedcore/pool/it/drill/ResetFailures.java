package io.seedcore.pool.it.drill;

import io.seedcore.pool.PoolRegistry;
import io.seedcore.pool.dev.DevDatabase;
import io.seedcore.pool.dev.DevDatabaseKind;
import io.seedcore.pool.dev.DevDatabases;
import io.seedcore.pool.dev.fault.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A connection comes back with an open transaction, or a changed session, or both, and cannot be reset: its session was
 * ended, or its network, at that moment. It must never be lent again, nor anything it wrote be seen.
 */
final class ResetFailures implements Drill {
    private static final int AT_ONCE = 4;
    /** Of each pool: the last one may still be on its way out while the next is wanted. */
    private static final Map<String, String> SETTINGS = Map.of("POOL_SIZE", "2", "MAX_OVERFLOW", "2");

    /** Every session that was ever lent: the reset of each has failed. */
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    @Override
    public void run(Assignment assignment, Findings findings) throws Exception {
        findings.announce("injected", "relent", "seen");
        BlockingQueue<Place> places = new LinkedBlockingQueue<>();
        for (int place = 0; place < AT_ONCE; place++) {
            places.add(new Place(place % 2 == 0 ? DevDatabaseKind.POSTGRESQL : DevDatabaseKind.MYSQL, place));
        }
        try {
            new Rounds(assignment).work(AT_ONCE, findings, number -> {
                Place place = places.take();
                try {
                    round(place, assignment.chance(number), findings);
                } finally {
                    places.add(place);
                }
            });
        } finally {
            places.forEach(Place::close);
        }
    }

    private void round(Place place, Random chance, Findings findings) throws SQLException {
        Connection connection = place.borrow();
        try (connection) {
            spoil(place, connection, chance, findings);
            // A failed rollback is told to the caller; a session that could not be reset is no business of his.
        } catch (SQLException toldToTheCaller) {
            findings.count("told");
        }
    }

    private void spoil(Place place, Connection connection, Random chance, Findings findings) throws SQLException {
        String session = Databases.session(place.kind, connection);
        if (!sessions.add(place.kind + " " + session)) {
            findings.wrong("relent", place.kind + " session " + session + " was lent after its reset had failed");
        }
        String marks = Databases.text(connection, "select count(*) from " + place.table);
        if (!marks.equals("0")) {
            findings.wrong("seen", place.kind + " session " + session + " sees " + marks + " uncommitted marks");
        }
        boolean inTransaction = chance.nextBoolean();
        if (!inTransaction || chance.nextBoolean()) {
            Databases.execute(connection, place.touch());
        }
        if (inTransaction) {
            connection.setAutoCommit(false);
            Databases.execute(connection, "insert into " + place.table + " values (1)");
        }
        if (chance.nextBoolean()) {
            Databases.kill(place.database, session);
        } else {
            place.proxy.reset();
        }
        findings.count("injected");
    }

    /** A pool with a proxy and a table of its own. */
    private static final class Place {
        private final DevDatabaseKind kind;
        private final DevDatabase database;
        private final FaultProxy proxy;
        private final PoolRegistry registry;
        private final String table;

        Place(DevDatabaseKind kind, int number) throws SQLException {
            this.kind = kind;
            this.database = DevDatabases.shared().get(kind);
            this.proxy = FaultProxy.before(database);
            this.registry = Databases.registry(database, proxy, SETTINGS);
            this.table = "drill_reset_" + number;
            try (Connection connection = Databases.direct(database)) {
                Databases.execute(connection, "drop table if exists " + table);
                Databases.execute(connection, "create table " + table + " (id bigint)");
            }
        }

        /** Changes the session, so that it is to be reset. */
        String touch() {
            return kind == DevDatabaseKind.POSTGRESQL ? "set work_mem = '7777kB'" : "set @drill = 1";
        }

        Connection borrow() throws SQLException {
            return registry.connectionPool(kind.settingName()).getConnection();
        }

        void close() {
            registry.close();
            proxy.close();
        }
    }
}
