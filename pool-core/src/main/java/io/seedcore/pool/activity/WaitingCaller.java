package io.seedcore.pool.activity;

import io.seedcore.pool.event.EngineType;
import java.time.Duration;

/**
 * Somebody who waits for a connection.
 *
 * @param caller where its thread is now
 * @param thread the name of the thread that waits; empty where none does
 * @param waited for how long
 */
public record WaitingCaller(Caller caller, String thread, Duration waited, EngineType engineType) {}
