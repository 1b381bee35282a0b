package io.seedcore.pool.internal.driver;

/** Makes the sockets of pgjdbc, which instantiates it by name. */
public final class PostgresSocketFactory extends WatchedSocketFactory {

    /** Whoever asks for notifications for a while goes on after a timeout. */
    public PostgresSocketFactory() {
        super(false);
    }
}
