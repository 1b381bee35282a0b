package io.seedcore.pool.internal.driver;

import java.sql.Connection;

/**
 * A connection just opened.
 *
 * @param connection the driver's
 * @param serverSession the server's number for its session: PostgreSQL's process id, MySQL's connection id; behind
 *     PgBouncer, where only the application name reaches the server, the number in that
 * @param socket the socket below it
 */
public record OpenedConnection(Connection connection, long serverSession, ConnectionSocket socket) {}
