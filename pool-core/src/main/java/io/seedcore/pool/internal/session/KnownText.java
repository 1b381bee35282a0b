package io.seedcore.pool.internal.session;

import io.seedcore.pool.QueryKind;

/**
 * What is known of a text once it was read.
 *
 * @param effect the most that it can do to its session
 * @param kind of its first statement
 */
record KnownText(String text, SqlEffect effect, QueryKind kind) {}
