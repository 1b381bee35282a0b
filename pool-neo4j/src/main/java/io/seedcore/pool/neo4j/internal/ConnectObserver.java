package io.seedcore.pool.neo4j.internal;

import java.time.Duration;

/** Told of each connect that failed at the server, or on the way to it. */
interface ConnectObserver {

    ConnectObserver NONE = (failure, took) -> {};

    void failed(Throwable failure, Duration took);
}
