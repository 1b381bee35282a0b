package io.seedcore.pool.dev;

import java.util.Map;

/**
 * One running database. Its user may do everything, also make further databases and users, and may end other sessions.
 * Safe to use from several threads; what is done to the server, from {@link #stop()} to {@link #close()}, is carried out one
 * after the other.
 */
public interface DevDatabase extends AutoCloseable {

    DevDatabaseKind kind();

    /** Where it comes from, for people: {@code "embedded PostgreSQL"}, {@code "container mysql:8.4"}. */
    String description();

    String host();

    /** The same after a {@link #restart()}. */
    int port();

    String database();

    String user();

    /** Another one each time, unless the database was configured from outside. */
    String password();

    /**
     * The JDBC address without user and password.
     *
     * @throws UnsupportedOperationException for Neo4j
     */
    String jdbcUrl();

    /**
     * The Bolt address.
     *
     * @throws UnsupportedOperationException for anything but Neo4j
     */
    String boltUri();

    /**
     * The environment names that an application reads, with this database's values: {@code POSTGRES_HOST}, {@code
     * POSTGRES_PORT}, {@code POSTGRES_DB}, {@code POSTGRES_USER}, {@code POSTGRES_PASSWORD}, likewise {@code MYSQL_}, or
     * {@code NEO4J_URI}, {@code NEO4J_USER}, {@code NEO4J_PASSWORD}.
     */
    Map<String, String> environment();

    /**
     * Stops the server, keeping its port and what it stores; does nothing when it is stopped already.
     *
     * @throws UnsupportedOperationException for a database that was configured from outside
     */
    void stop();

    /**
     * Starts the server again on the same port with the same content; a running one is stopped first.
     *
     * @throws UnsupportedOperationException for a database that was configured from outside
     */
    void restart();

    /**
     * Freezes every process of the server (SIGSTOP; a container is paused): connections stay open and new ones are
     * still accepted by the system, but nobody answers. Does nothing when it does not run.
     *
     * @throws UnsupportedOperationException for a database that was configured from outside
     */
    void suspend();

    /**
     * Lets a suspended server go on where it was (SIGCONT); does nothing when it was not suspended.
     *
     * @throws UnsupportedOperationException for a database that was configured from outside
     */
    void resume();

    /**
     * Ends every process of the server at once, without any farewell (SIGKILL), and waits until they are gone. What it
     * stored is kept for {@link #restart()}. Does nothing when it does not run.
     *
     * @throws UnsupportedOperationException for a database that was configured from outside
     */
    void kill();

    /**
     * Ends the server and deletes everything it stored; a second call does nothing, nor does a call for a database that
     * was configured from outside. A shared database is left alone: it ends with the JVM.
     */
    @Override
    void close();
}
