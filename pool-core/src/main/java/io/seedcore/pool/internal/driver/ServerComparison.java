package io.seedcore.pool.internal.driver;

import io.seedcore.pool.config.ConnectionPoolSettings;
import io.seedcore.pool.config.Durations;
import io.seedcore.pool.config.HostAndPort;
import io.seedcore.pool.config.RelationalSettingCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which settings do not fit the server, each with both values and what to do. */
final class ServerComparison {

    /** Beside the pool's own connections there is one for control. */
    private static final int CONTROL = 1;

    private final ConnectionPoolSettings settings;
    private final ServerFacts server;
    private final String prefix;

    private ServerComparison(ConnectionPoolSettings settings, ServerFacts server) {
        this.settings = settings;
        this.server = server;
        this.prefix = RelationalSettingCatalog.prefix(settings.name()) + "_";
    }

    static List<String> of(ConnectionPoolSettings settings, ServerFacts server) {
        return new ServerComparison(settings, server).findings();
    }

    private List<String> findings() {
        return Stream.of(version(), idle(), room(), roomOfTheUser(), statementTimeout(), encryption())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> version() {
        return Optional.ofNullable(server.outdated())
                .map(version -> version + " is older than the versions this library is tested with. Upgrade it.");
    }

    private Optional<String> idle() {
        boolean endsFirst = !behindPooler()
                && !server.idleLimit().isZero()
                && settings.times()
                        .recycle()
                        .filter(recycle -> recycle.compareTo(server.idleLimit()) < 0)
                        .isEmpty();
        return when(
                endsFirst,
                prefix + "POOL_RECYCLE ("
                        + settings.times()
                                .recycle()
                                .map(recycle -> Durations.seconds(recycle) + " s")
                                .orElse("never")
                        + ") is not below the server's " + server.idleSetting() + " ("
                        + Durations.seconds(server.idleLimit())
                        + " s), so the server ends idle connections before the pool does. Set it lower.");
    }

    private Optional<String> room() {
        int room = server.maxConnections() - server.reserved();
        return when(
                !behindPooler() && asksForMoreThan(room),
                wanted() + " the server leaves " + room + " to all applications together (max_connections "
                        + server.maxConnections() + ", reserved " + server.reserved()
                        + "). Make the pool smaller, or raise max_connections.");
    }

    private Optional<String> roomOfTheUser() {
        return when(
                !behindPooler() && server.userLimit() > 0 && asksForMoreThan(server.userLimit()),
                wanted() + " the server admits " + server.userLimit()
                        + " for this user. Make the pool smaller, or raise the user's limit.");
    }

    private String wanted() {
        return prefix + "POOL_SIZE + " + prefix + "MAX_OVERFLOW + " + CONTROL + " is "
                + ((long) settings.maxSize() + CONTROL) + ", and";
    }

    /** A pool without a limit was warned about when its settings were read. */
    private boolean asksForMoreThan(int room) {
        return settings.maxSize() != Integer.MAX_VALUE && settings.maxSize() + CONTROL > room;
    }

    private Optional<String> statementTimeout() {
        Duration wanted = settings.times().statement();
        return when(
                !wanted.isZero() && !wanted.equals(server.statementTimeout()),
                prefix + "STATEMENT_TIMEOUT (" + Durations.seconds(wanted) + " s) is not in force: the session's is "
                        + Durations.seconds(server.statementTimeout())
                        + " s (0 is none). Something between drops it; set it for the user at the server.");
    }

    private Optional<String> encryption() {
        boolean local = settings.target().address().hosts().stream().allMatch(HostAndPort::loopback);
        return when(
                !server.encrypted() && !local && !behindPooler(),
                "the connection is not encrypted: whoever is between can read and change everything. Set " + prefix
                        + "SSL_ROOT_CERT, or at least " + prefix + "SSL_MODE=require.");
    }

    private boolean behindPooler() {
        return settings.behaviour().pgBouncer();
    }

    private static Optional<String> when(boolean found, String finding) {
        return found ? Optional.of(finding) : Optional.empty();
    }
}
