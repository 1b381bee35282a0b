package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.DatabaseAddress;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.config.HostAndPort;
import io.seedcore.pool.config.RelationalSettingCatalog;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import io.seedcore.pool.sizing.ServerRoom;
import io.seedcore.pool.spi.Credentials;
import io.seedcore.pool.spi.CurrentCredentials;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What differs between JDBC drivers: how a connection is asked for, and what is done with it first. One for each pool;
 * thread-safe.
 */
public abstract class Vendor {

    public static final String APPLICATION_NAME = "seedcore-pool";

    private static final Logger LOG = LoggerFactory.getLogger(Vendor.class);

    /** How long a password is looked for again that was right a moment ago, so is just being replaced. */
    private static final Duration ROTATION = Duration.ofSeconds(1);

    /** A driver's own bounds lie behind ours, which are exact and cover all of its reads together. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private final ConnectionPoolSettings settings;
    private final String driverClass;
    private final String library;
    private final CurrentCredentials credentials;
    private final HostSearch hosts;
    private final EncryptionFailures encryption;
    private final AtomicBoolean compared = new AtomicBoolean();
    private final Map<DatabaseAddress, Credentials> presented = new ConcurrentHashMap<>();
    private volatile List<String> serverWarnings = List.of();

    Vendor(ConnectionPoolSettings settings, String driverClass, String library) {
        this.settings = settings;
        this.driverClass = driverClass;
        this.library = library;
        this.credentials = new CurrentCredentials(
                settings.name(),
                new Credentials(settings.target().user(), settings.target().password()),
                settings.target().passwordFile());
        this.hosts = new HostSearch(settings.name());
        this.encryption = new EncryptionFailures(settings);
    }

    public static Vendor of(ConnectionPoolSettings settings) {
        return switch (settings.target().address().protocol()) {
            case "postgresql" -> new PostgresVendor(settings);
            case "mysql" -> new MySqlVendor(settings);
            default -> new MariaDbVendor(settings);
        };
    }

    /**
     * Opens a connection that is ready for use: on the host that takes writes where there are several, and with the
     * credentials as they are now. Whoever calls closes it.
     *
     * @param timeout longest time for all of it, from the first packet on; positive
     * @throws SQLException as the driver throws it, or with a code of ours where the reason is not the driver's
     */
    public final OpenedConnection open(DatabaseAddress address, Duration timeout) throws SQLException {
        return open(address, timeout, LoginTurn.ANY_TIME, ready -> {});
    }

    /** What else is asked over a connection before it is ready, within the same time. */
    @FunctionalInterface
    public interface LastQuestion {
        /** @throws SQLException and the connection is closed; other hosts may be tried */
        void ask(Connection connection) throws SQLException;
    }

    /** As {@link #open(DatabaseAddress, Duration)}, in its turn, and asks something more. */
    public final OpenedConnection open(DatabaseAddress address, Duration timeout, LoginTurn turn, LastQuestion question)
            throws SQLException {
        long end = System.nanoTime() + timeout.toNanos();
        Credentials presented = credentials.now();
        try {
            return open(address, presented, timeout, turn, question);
        } catch (SQLException refusal) {
            if (!refusesCredentials(refusal)) {
                throw refusal;
            }
            Credentials others = insteadOf(presented, end).orElseThrow(() -> refusal);
            return open(address, others, left(end), turn, question);
        }
    }

    private OpenedConnection open(
            DatabaseAddress address, Credentials presented, Duration timeout, LoginTurn turn, LastQuestion question)
            throws SQLException {
        this.presented.put(address, presented);
        HostSearch.Connect connect = (host, longest) -> connect(address, host, presented, longest, turn, question);
        return address.hosts().size() == 1
                ? connect.to(address.hosts().get(0), timeout)
                : hosts.firstWritable(address.hosts(), System.nanoTime() + timeout.toNanos(), connect);
    }

    /** Whether the server has let anybody in yet. */
    public final boolean wasLetIn() {
        return credentials.wereAccepted();
    }

    /** Whether the credentials are others by now than those that were presented last at {@code address}. */
    public final boolean credentialsChanged(DatabaseAddress address) {
        Credentials last = presented.get(address);
        return last != null && credentials.mayChange() && !credentials.now().equals(last);
    }

    private static boolean refusesCredentials(SQLException failure) {
        return !(failure instanceof EncryptionException)
                && DatabaseError.whileConnecting(failure).category() == ErrorCategory.AUTHENTICATION;
    }

    private Optional<Credentials> insteadOf(Credentials refused, long end) {
        Duration left = left(end);
        try {
            return credentials.insteadOf(refused, left.compareTo(ROTATION) < 0 ? left : ROTATION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private OpenedConnection connect(
            DatabaseAddress address,
            HostAndPort host,
            Credentials presented,
            Duration longest,
            LoginTurn turn,
            LastQuestion question)
            throws SQLException {
        if (!waitsAtTheDoor()) {
            await(turn);
        }
        try (ConnectAttempt attempt = ConnectAttempt.within(longest, turn)) {
            try {
                Connection connection = driver().connect(url(address, host), properties(address, presented, longest));
                if (connection == null) {
                    throw new SQLException(
                            "SCP-103 " + settings.name() + ": " + driverClass + " does not take the address", "08001");
                }
                credentials.accepted(presented);
                turn.letIn();
                return ready(connection, attempt, address.hosts().size() > 1, question);
            } catch (SQLException e) {
                throw attempt.isTimeUp()
                        ? tooSlow(longest, e)
                        : encryption.explained(e, text -> saysOtherHost(text, host), this::saysNotEncrypted);
            }
        }
    }

    private static void await(LoginTurn turn) throws SQLException {
        try {
            turn.await();
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), "08001", e);
        }
    }

    private OpenedConnection ready(
            Connection connection, ConnectAttempt attempt, boolean severalHosts, LastQuestion question)
            throws SQLException {
        try {
            prepare(connection);
            if (severalHosts) {
                proveWritable(connection);
            }
            question.ask(connection);
            compareOnce(connection);
            connection.setNetworkTimeout(Runnable::run, 0);
            return new OpenedConnection(connection, serverSession(connection), attempt.succeed());
        } catch (SQLException | RuntimeException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    /** What is found is worth a line in the log and never a reason not to connect. */
    private void compareOnce(Connection connection) {
        if (!compared.compareAndSet(false, true)) {
            return;
        }
        try {
            serverWarnings = ServerComparison.of(settings, facts(connection));
            serverWarnings.forEach(warning -> LOG.warn("{}: {}", settings.name(), warning));
        } catch (SQLException e) {
            LOG.debug("{}: the server's settings could not be read", settings.name(), e);
        }
    }

    /** Which settings do not fit the server, found over the first connection; empty before it. */
    public final List<String> serverWarnings() {
        return serverWarnings;
    }

    private SQLException tooSlow(Duration longest, SQLException cause) {
        return new SQLException(
                "SCP-130 " + settings.name() + ": not connected within "
                        + Durations.seconds(
                                Duration.ofMillis(longest.plusNanos(999_999).toMillis()))
                        + " s: the server, or what stands before it, does not finish answering. Check the network and"
                        + " the server's load, or raise " + RelationalSettingCatalog.prefix(settings.name())
                        + "_CONNECT_TIMEOUT.",
                "08001",
                cause);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private Driver driver() throws SQLException {
        try {
            Class<?> driver = Class.forName(driverClass, true, Vendor.class.getClassLoader());
            if (!sees(driver, socketFactory())) {
                throw new SQLException(
                        "SCP-103 " + settings.name() + ": the JDBC driver " + driverClass + " comes from a class loader"
                                + " of its own, which does not see this library. Put " + library
                                + " where this library is, into the application.",
                        "08001");
            }
            return (Driver) driver.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException(
                    "SCP-103 " + settings.name() + ": the JDBC driver " + driverClass
                            + " is not on the class path. Add " + library + ".",
                    "08001",
                    e);
        }
    }

    private static boolean sees(Class<?> driver, Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, driver.getClassLoader()) == ours;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String url(DatabaseAddress address, HostAndPort host) {
        return "jdbc:" + address.protocol() + "://" + host + "/"
                + URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
    }

    private Properties properties(DatabaseAddress address, Credentials presented, Duration longest)
            throws SQLException {
        Properties properties = new Properties();
        defaults(properties);
        address.properties().forEach(properties::setProperty);
        properties.setProperty("user", presented.user());
        presented.password().ifPresent(password -> properties.setProperty("password", password.reveal()));
        timeouts(properties, longest.plus(LATER));
        encryption(properties);
        properties.setProperty("socketFactory", socketFactory().getName());
        identify(properties);
        return properties;
    }

    final ConnectionPoolSettings settings() {
        return settings;
    }

    /** Properties that an address may override. */
    abstract void defaults(Properties properties);

    /** Bounds connecting and each read; the bound on reads is lifted once the connection is ready. */
    abstract void timeouts(Properties properties, Duration timeout);

    abstract void encryption(Properties properties) throws SQLException;

    /**
     * Asks a server, over one connection, what others are doing.
     *
     * @param sessions their {@link OpenedConnection#serverSession()}, at least one
     */
    public abstract SessionReport sessions(OpenedConnection asked, Set<Long> sessions) throws SQLException;

    /** Asks a server, over one connection, how many it admits and who is there. */
    public abstract ServerRoom room(OpenedConnection asked) throws SQLException;

    /** Gives the connection a name of its own where the server cannot tell it from others without. */
    void identify(Properties properties) {}

    /**
     * Whether a server may be connected to that is hung up on without a word to its question for the password, so that
     * several connect while one logs in. MySQL counts such calls and in the end takes none from that host.
     */
    abstract boolean waitsAtTheDoor();

    /** Makes the driver's sockets; see {@link ConnectAttempt}. */
    abstract Class<?> socketFactory();

    /** Brings a new session into the state in which every borrower finds it. */
    abstract void prepare(Connection connection) throws SQLException;

    /** @throws NotWritableException when the server at the other end takes no writes */
    abstract void proveWritable(Connection connection) throws SQLException;

    /** Asks the server about itself, in one round trip. */
    abstract ServerFacts facts(Connection connection) throws SQLException;

    /** See {@link OpenedConnection#serverSession()}. Asks the driver only. */
    abstract long serverSession(Connection connection) throws SQLException;

    /** Whether a text of the driver means that the certificate is not that of {@code host}. */
    abstract boolean saysOtherHost(String message, HostAndPort host);

    /** Whether a text of the driver means that the server offers no encryption. */
    abstract boolean saysNotEncrypted(String message);
}
