package io.seedcore.pool.internal.session;

import io.seedcore.pool.internal.jdbc.StatementText;

/**
 * What is known of a text once it was read.
 *
 * @param effect the most that it can do to its session
 */
record KnownText(StatementText statement, SqlEffect effect) {}
