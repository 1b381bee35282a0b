package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseException;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server of our own. */
final class GuardedDatabase extends AddressedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedDatabase.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ATTEMPTS = 3;

    private final ServerControl server;
    private boolean running = true;
    private boolean suspended;
    private boolean closed;

    private GuardedDatabase(Address address, String description, ServerControl server) {
        super(address, description);
        this.server = server;
    }

    /** Tries again on another port when somebody else took the chosen one in the meantime. */
    static GuardedDatabase start(DevDatabaseKind kind, @Nullable String image) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(kind, image);
            } catch (DevDatabaseException failure) {
                if (attempt == ATTEMPTS || !portTaken(failure)) {
                    throw failure;
                }
                LOG.info("{}: the chosen port was taken in the meantime, trying another", kind.title());
            }
        }
    }

    private static GuardedDatabase startOnce(DevDatabaseKind kind, @Nullable String image) {
        int port = FreePort.choose();
        String password = password(kind);
        String description = image == null ? "embedded " + product(kind) : "container " + image;
        ServerControl server = GuardianCommand.control(description, kind, image, port, password);
        try {
            String host = server.start();
            LOG.debug("{} answers on {}:{}", description, host, port);
            return new GuardedDatabase(address(kind, host, port, password), description, server);
        } catch (DevDatabaseException failure) {
            server.end();
            throw failure;
        }
    }

    private static boolean portTaken(DevDatabaseException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("already in use") || message.contains("already allocated");
    }

    private static Address address(DevDatabaseKind kind, String host, int port, String password) {
        return kind == DevDatabaseKind.NEO4J
                ? new Address(kind, host, port, "neo4j", "neo4j", password)
                : new Address(kind, host, port, "seedcore", "seedcore", password);
    }

    private static String product(DevDatabaseKind kind) {
        return kind == DevDatabaseKind.MYSQL ? "MariaDB" : kind.title();
    }

    private static String password(DevDatabaseKind kind) {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return kind.settingName() + "-" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public synchronized void stop() {
        refuseClosed();
        resume();
        if (running) {
            server.stop();
            running = false;
        }
    }

    @Override
    public synchronized void restart() {
        stop();
        server.start();
        running = true;
    }

    @Override
    public synchronized void suspend() {
        refuseClosed();
        if (running && !suspended) {
            server.suspend();
            suspended = true;
        }
    }

    @Override
    public synchronized void resume() {
        refuseClosed();
        if (suspended) {
            server.resume();
            suspended = false;
        }
    }

    @Override
    public synchronized void kill() {
        refuseClosed();
        if (running) {
            server.kill();
            running = false;
            suspended = false;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            resume();
            closed = true;
            server.end();
        }
    }

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException(this + " is closed; start another one");
        }
    }
}
