package io.seedcore.pool.dev.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a PostgreSQL or MySQL server, so that any error can be had at any moment. Lets everybody in, without TLS; takes
 * every statement, and answers a query with one row: the number of the session where {@code pg_backend_pid()} or {@code
 * connection_id()} is asked for, else "1".
 *
 * <pre>{@code
 * try (ScriptServer server = ScriptServer.postgresql()) {
 *     server.once(ScriptMoment.commit(), ScriptAnswer.error("40001", 0, "could not serialize access"));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ScriptServer implements AutoCloseable {

    private interface Protocol {
        ScriptedSession session(Socket socket, Script script, int number) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ScriptServer.class);

    private final Protocol protocol;
    private final Script script = new Script();
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private ScriptServer(Protocol protocol) throws IOException {
        this.protocol = protocol;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("script-server", this::accept);
    }

    public static ScriptServer postgresql() throws IOException {
        return new ScriptServer(PostgresSession::new);
    }

    /** Tells clients that it is MySQL 8.4. */
    public static ScriptServer mysql() throws IOException {
        return new ScriptServer(MySqlSession::new);
    }

    /** On the loopback interface. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections accepted so far, those that were refused included. */
    public int connections() {
        return connections.get();
    }

    /** Answers so the next time the moment comes, and then goes on as if nothing had been. */
    public void once(ScriptMoment moment, ScriptAnswer answer) {
        script.add(moment, answer, false);
    }

    /** Answers so each time the moment comes. */
    public void always(ScriptMoment moment, ScriptAnswer answer) {
        script.add(moment, answer, true);
    }

    /** Forgets what was to be answered; open sessions go on. */
    public void recover() {
        script.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                start("script-server-" + number, () -> serve(socket, number));
            }
        } catch (IOException e) {
            hangUp();
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            protocol.session(socket, script, number).speak();
        } catch (IOException e) {
            LOG.debug("session {} ended: {}", number, e.toString());
        } finally {
            open.remove(socket);
        }
    }

    /** Hangs up on all who are connected, as a crash does; lets in whoever comes then. */
    public void endSessions() {
        hangUp();
    }

    private void hangUp() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends all sessions. */
    @Override
    public void close() throws IOException {
        listener.close();
        hangUp();
    }
}
