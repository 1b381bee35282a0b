package io.seedcore.pool.internal.driver;

/** Makes the sockets of MariaDB Connector/J, which instantiates it by name. */
public final class MariaDbSocketFactory extends WatchedSocketFactory {

    public MariaDbSocketFactory() {
        super(true);
    }
}
