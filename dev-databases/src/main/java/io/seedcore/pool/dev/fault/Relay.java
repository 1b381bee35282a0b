package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands connections on from one address to another, of TCP or of the file system: the latter is how a process in a
 * network of its own is reached.
 */
final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int PORTION = 16 * 1024;

    private final ServerSocketChannel entrance;
    private final SocketAddress target;
    private final Workers workers = new Workers();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** @param entrance bound already; closed with this relay */
    Relay(ServerSocketChannel entrance, SocketAddress target) {
        this.entrance = entrance;
        this.target = target;
        workers.start("relay entrance", this::acceptAll);
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel client = entrance.accept();
                open.add(client);
                workers.start("relay", () -> carry(client));
            }
        } catch (ClosedChannelException closed) {
            close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the relay can accept no more", failure);
        }
    }

    private void carry(SocketChannel client) {
        try (client;
                SocketChannel server = SocketChannel.open(target)) {
            open.add(server);
            workers.start("relay back", () -> copy(server, client));
            copy(client, server);
            open.remove(server);
        } catch (IOException refused) {
            LOG.debug("a relay did not reach its target; the client sees its connection end", refused);
        } finally {
            open.remove(client);
        }
    }

    /** Ends both when one has ended. */
    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocate(PORTION);
        try (from;
                to) {
            while (from.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                bytes.clear();
            }
        } catch (IOException cut) {
            LOG.debug("one end of a relayed connection was cut; both are closed", cut);
        }
    }

    /** Ends every connection; its threads follow. */
    @Override
    public void close() {
        try {
            entrance.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("a relay could not be closed", failure);
        }
    }
}
