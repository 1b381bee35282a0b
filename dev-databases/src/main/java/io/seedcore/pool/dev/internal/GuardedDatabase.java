package io.seedcore.pool.dev.internal;

import io.seedcore.pool.dev.DevDatabaseException;
import io.seedcore.pool.dev.DevDatabaseKind;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server of our own with a guardian process beside it. */
final class GuardedDatabase extends AddressedDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedDatabase.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ATTEMPTS = 3;

    private final GuardianProcess guardian;
    private boolean running = true;
    private boolean closed;

    private GuardedDatabase(Address address, String description, GuardianProcess guardian) {
        super(address, description);
        this.guardian = guardian;
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
        GuardianProcess guardian = GuardianProcess.start(description, GuardianCommand.of(kind, image, port, password));
        try {
            String host = guardian.order("start", "@READY");
            LOG.debug("{} answers on {}:{}", description, host, port);
            return new GuardedDatabase(address(kind, host, port, password), description, guardian);
        } catch (DevDatabaseException failure) {
            guardian.end();
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
        if (running) {
            guardian.order("stop", "@STOPPED");
            running = false;
        }
    }

    @Override
    public synchronized void restart() {
        stop();
        guardian.order("start", "@READY");
        running = true;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            guardian.end();
        }
    }

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException(this + " is closed; start another one");
        }
    }
}
