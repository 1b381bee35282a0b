package io.seedcore.pool.jakarta;

import java.util.Locale;

/** The relational servers of the tests, and what is said differently to each. */
enum Server {
    POSTGRESQL(
            "select pg_sleep(60)",
            "select count(*) from pg_stat_activity where state = 'active' and query like ?"
                    + " and pid <> pg_backend_pid()"),
    /** MariaDB, unless real MySQL was asked for. */
    MYSQL(
            "select sleep(60)",
            "select count(*) from information_schema.processlist where info like ?" + " and id <> connection_id()");

    private final String sleeping;
    private final String running;

    Server(String sleeping, String running) {
        this.sleeping = sleeping;
        this.running = running;
    }

    String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    Database qualifier() {
        return Database.Literal.of(database());
    }

    /** A statement that takes a minute and says {@code marker}. */
    String sleeping(String marker) {
        return sleeping + " /* " + marker + " */";
    }

    /** Counts the statements that run and are like the parameter. */
    String countRunning() {
        return running;
    }
}
