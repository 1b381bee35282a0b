package io.seedcore.pool.dev.guardian;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the servers have in common that are started from binaries: first prepare, then one process at a time. */
abstract class LocalServer implements Server {
    static final String HOST = "127.0.0.1";
    /** Generous, because several servers may start at once beside a build. */
    static final Duration LONGEST_START = Duration.ofMinutes(3);

    static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    final Path directory;
    final int port;
    final String password;
    private boolean prepared;
    private boolean ended;
    private @Nullable ServerProcess current;
    private boolean serving;

    LocalServer(Path directory, int port, String password) {
        this.directory = directory;
        this.port = port;
        this.password = password;
    }

    /** Unpacks the binaries and makes an empty database. */
    abstract void prepare() throws IOException, InterruptedException;

    /** Starts the server itself and returns it when it answers. */
    abstract ServerProcess serve() throws IOException, InterruptedException;

    abstract void stop(ServerProcess server) throws IOException, InterruptedException;

    abstract void end(ServerProcess server) throws IOException, InterruptedException;

    @Override
    public final String start() throws IOException, InterruptedException {
        if (!serving) {
            if (!prepared) {
                prepare();
                prepared = true;
            }
            serve();
            serving = true;
        }
        return HOST;
    }

    @Override
    public final void stop() throws IOException, InterruptedException {
        ServerProcess server = serving ? current() : null;
        if (server != null) {
            serving = false;
            stop(server);
        }
    }

    @Override
    public final void suspend() throws IOException, InterruptedException {
        ServerProcess server = serving ? current() : null;
        if (server != null) {
            server.suspend();
        }
    }

    @Override
    public final void resume() throws IOException, InterruptedException {
        ServerProcess server = serving ? current() : null;
        if (server != null) {
            server.resume();
        }
    }

    @Override
    public final void kill() throws IOException, InterruptedException {
        ServerProcess server = serving ? current() : null;
        if (server != null) {
            serving = false;
            server.killAll(LONGEST_STOP);
        }
    }

    @Override
    public final void end() throws IOException, InterruptedException {
        ServerProcess server;
        synchronized (this) {
            ended = true;
            server = current;
        }
        if (server != null) {
            // Who is frozen does not even end.
            server.resume();
            end(server);
        }
    }

    /** Runs one program; refused once the end has come, so that no process is left behind. */
    final synchronized ServerProcess run(String name, List<String> command, @Nullable String readyText)
            throws IOException {
        if (ended) {
            throw new IOException(name + " is not started because the server is ended");
        }
        ServerProcess started = ServerProcess.start(name, command, directory, readyText);
        current = started;
        return started;
    }

    private synchronized @Nullable ServerProcess current() {
        return current;
    }
}
