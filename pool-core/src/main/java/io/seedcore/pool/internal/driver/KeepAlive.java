package io.seedcore.pool.internal.driver;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import java.util.Set;

/**
 * TCP's own question whether the other end is still there: after 10 s without a packet, then every 5 s, and three times
 * without an answer end the connection, so 25 s after the path was lost. The system's default begins after two hours.
 */
final class KeepAlive {

    /** By name: the constants are in a module that a small run-time image may lack. */
    private static final Map<String, Integer> SECONDS_AND_COUNT =
            Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

    private KeepAlive() {}

    static void on(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        Set<SocketOption<?>> supported = socket.supportedOptions();
        for (SocketOption<?> option : supported) {
            Integer value = SECONDS_AND_COUNT.get(option.name());
            if (value != null) {
                set(socket, option, value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void set(Socket socket, SocketOption<?> option, Integer value) throws IOException {
        socket.setOption((SocketOption<Integer>) option, value);
    }
}
