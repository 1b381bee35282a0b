package io.seedcore.pool.internal.session;

import io.seedcore.pool.internal.jdbc.StatementText;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a text once it was read.
 *
 * @param effect the most that it can do to its session
 * @param end the first word, in upper case, of a statement in it that ends the transaction in which it runs; null where
 *     none provably does
 */
record KnownText(
        StatementText statement, SqlEffect effect, @Nullable String end) {}
