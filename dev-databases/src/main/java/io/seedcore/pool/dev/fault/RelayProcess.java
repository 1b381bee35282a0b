package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The main class of the process that stands for a network: while it lives, so does the network it was started in. It
 * listens at any address there, says {@code @READY port}, hands connections on to the socket in the file system that
 * its argument names, and ends with its standard input.
 */
public final class RelayProcess {
    private RelayProcess() {}

    public static void main(String[] arguments) throws IOException {
        ServerSocketChannel entrance = ServerSocketChannel.open().bind(new InetSocketAddress("0.0.0.0", 0));
        Relay relay = new Relay(entrance, UnixDomainSocketAddress.of(arguments[0]));
        System.out.println("@READY " + ((InetSocketAddress) entrance.getLocalAddress()).getPort());
        while (System.in.read() >= 0) {
            continue;
        }
        relay.close();
        System.exit(0);
    }
}
