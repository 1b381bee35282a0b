package io.seedcore.pool.activity;

import io.seedcore.pool.QueryKind;
import io.seedcore.pool.event.EngineType;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has a connection.
 *
 * @param caller where it was borrowed, where the pool remembers that (leak threshold), else where its thread is now
 * @param thread the name of the thread that borrowed it or works with it
 * @param held since when, to the millisecond
 * @param statement kind of the last statement, which may be running; null where there was none yet
 * @param shape of that statement, without literals and parameters; null where there was none yet
 */
public record Holder(
        Caller caller,
        String thread,
        Duration held,
        EngineType engineType,
        @Nullable QueryKind statement,
        @Nullable String shape)
        implements Serializable {}
