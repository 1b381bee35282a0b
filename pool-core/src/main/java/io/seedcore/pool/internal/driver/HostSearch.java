package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.HostAndPort;
import io.seedcore.pool.error.DatabaseError;
import io.seedcore.pool.error.ErrorCategory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks for the host of a list that takes writes, beginning with the one that did last. Thread-safe. */
final class HostSearch {

    private final String pool;
    private final HostOrder order = new HostOrder();

    /** Connects to one host, or throws: {@link NotWritableException} where it takes no writes. */
    @FunctionalInterface
    interface Connect {
        OpenedConnection to(HostAndPort host, Duration longest) throws SQLException;
    }

    HostSearch(String pool) {
        this.pool = pool;
    }

    /**
     * @param hosts at least one
     * @param end of the time for all of them, as {@link System#nanoTime()}; each gets its share of what is left
     * @throws SQLException when no host could be used, saying of each by its number why, or when one refused user,
     *     password or database, which the others would refuse too
     */
    OpenedConnection firstWritable(List<HostAndPort> hosts, long end, Connect connect) throws SQLException {
        Map<Integer, SQLException> failures = new TreeMap<>();
        int left = hosts.size();
        for (HostAndPort host : order.of(hosts)) {
            try {
                Duration share = Duration.ofNanos(Math.max(1, (end - System.nanoTime()) / left--));
                OpenedConnection opened = connect.to(host, share);
                order.right(host);
                return opened;
            } catch (SQLException e) {
                if (concernsAll(e)) {
                    throw e;
                }
                failures.put(hosts.indexOf(host) + 1, e);
            }
        }
        throw none(failures);
    }

    /** A certificate is a host's own; all else that is refused concerns the user or the database. */
    private static boolean concernsAll(SQLException failure) {
        return !(failure instanceof EncryptionException)
                && switch (category(failure)) {
                    case AUTHENTICATION, CONFIGURATION -> true;
                    default -> false;
                };
    }

    private SQLException none(Map<Integer, SQLException> failures) {
        String findings = failures.entrySet().stream()
                .map(failure -> "host " + failure.getKey() + ": " + reason(failure.getValue()))
                .collect(Collectors.joining("; "));
        SQLException cause = failures.values().stream()
                .filter(failure -> category(failure) == ErrorCategory.FULL)
                .findFirst()
                .orElseGet(() -> failures.values().iterator().next());
        boolean full = category(cause) == ErrorCategory.FULL;
        SQLException none = new SQLException(
                "SCP-131 " + pool + ": none of the " + failures.size() + " hosts takes writes (" + findings
                        + "). Promote one of them, or correct the list.",
                full ? cause.getSQLState() : "08001",
                full ? cause.getErrorCode() : 0,
                cause);
        failures.values().stream().filter(failure -> failure != cause).forEach(none::addSuppressed);
        return none;
    }

    private static ErrorCategory category(SQLException failure) {
        return DatabaseError.whileConnecting(failure).category();
    }

    /** Without the driver's text, which may name host and user. */
    private static String reason(SQLException failure) {
        if (failure instanceof NotWritableException || failure instanceof EncryptionException) {
            return String.valueOf(failure.getMessage());
        }
        return category(failure).label() + ", SQLState " + failure.getSQLState();
    }
}
