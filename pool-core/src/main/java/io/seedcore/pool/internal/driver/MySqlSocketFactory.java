package io.seedcore.pool.internal.driver;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Makes the sockets of Connector/J, which instantiates it by name. */
public final class MySqlSocketFactory extends StandardSocketFactory {

    @Override
    protected Socket createSocket(PropertySet properties) {
        try {
            return WatchedSocket.create(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
