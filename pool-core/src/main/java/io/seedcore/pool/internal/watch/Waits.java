package io.seedcore.pool.internal.watch;

import io.seedcore.pool.internal.driver.SessionActivity;
import io.seedcore.pool.internal.driver.SessionReport;
import io.seedcore.pool.internal.watch.ServerSessions.Answered;
import io.seedcore.pool.internal.watch.ServerSessions.Finding;
import io.seedcore.pool.internal.watch.ServerSessions.Refused;
import io.seedcore.pool.internal.watch.ServerSessions.Silent;
import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The waits of one pool that have become long, and the verdicts on them. Thread-safe; nothing here blocks. */
final class Waits {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);

    private final String pool;
    private final Bounds bounds;
    private final Map<WatchedConnection, Wait> waits = new IdentityHashMap<>();

    /** Why the server was not heard when it was last asked, and when that was; null if it was heard. */
    private @Nullable String unheard;

    private long unheardAt;

    Waits(String pool, Bounds bounds) {
        this.pool = pool;
        this.bounds = bounds;
    }

    /** @return those about which the server is to be asked */
    synchronized List<Wait> look(Collection<? extends WatchedConnection> connections, long now) {
        waits.values().removeIf(wait -> !wait.lasts());
        for (WatchedConnection connection : connections) {
            long since = connection.socket().waitingSince();
            if (since != 0 && now - since >= bounds.quiet().toNanos()) {
                waits.computeIfAbsent(connection, silent -> new Wait(silent, since));
            }
        }
        List.copyOf(waits.values()).forEach(wait -> endIfUnheard(wait, now));
        return waits.values().stream().filter(wait -> wait.isDue(now, bounds)).toList();
    }

    private void endIfUnheard(Wait wait, long now) {
        boolean timeIsUp = now - wait.lastHeard() >= bounds.verdict().toNanos();
        if (timeIsUp && unheard != null && unheardAt - wait.lastHeard() > 0) {
            end(
                    wait,
                    now,
                    "SCP-242",
                    "for a server that was not heard over another connection either (" + unheard
                            + "). Check that it runs and that the network reaches it.");
        }
    }

    /** What came of asking about {@code asked}, which some of them may not have waited for. */
    synchronized void found(Finding finding, List<Wait> asked, long askedAt, long now) {
        unheard = finding instanceof Silent silent ? silent.why() : null;
        unheardAt = askedAt;
        for (Wait wait : asked) {
            if (finding instanceof Answered answered) {
                judge(wait, answered.report(), askedAt, now);
            } else if (finding instanceof Refused refused) {
                leave(wait, refused.why(), askedAt, now);
            }
        }
    }

    private void judge(Wait wait, SessionReport report, long askedAt, long now) {
        SessionActivity activity = report.of(wait.connection().serverSession());
        switch (activity) {
            case WORKING -> wait.heard(askedAt);
            case UNKNOWN -> leave(wait, "the server does not say what its session does", askedAt, now);
            case GONE ->
                endIfSure(
                        wait,
                        report.server(),
                        askedAt,
                        now,
                        "SCP-240",
                        "for a session that the server has no more. Look for what ended it, or kept the news from coming:"
                                + " a restart, an administrator, a firewall.");
            case WAITING_FOR_CLIENT -> {
                if (wait.isForNotifications()) {
                    wait.heard(askedAt);
                    return;
                }
                endIfSure(
                        wait,
                        report.server(),
                        askedAt,
                        now,
                        "SCP-241",
                        "for an answer, while the server waited for its client: what one of them sent was lost. Look"
                                + " for what forgets connections on the way: a firewall, a proxy, a load balancer.");
            }
        }
    }

    private void endIfSure(Wait wait, String server, long askedAt, long now, String code, String finding) {
        if (wait.suspect(server, askedAt, bounds.distance().toNanos())) {
            end(wait, now, code, finding);
        }
    }

    private void end(Wait wait, long now, String code, String finding) {
        waits.remove(wait.connection());
        if (wait.lasts()) {
            LOG.warn(
                    "{} {}: a connection waited {} s {} It was closed, and whoever used it gets an error of class 08.",
                    code,
                    pool,
                    seconds(now - wait.since()),
                    finding);
            wait.connection().giveUp();
        }
    }

    private void leave(Wait wait, String why, long askedAt, long now) {
        wait.heard(askedAt);
        if (now - wait.since() >= bounds.verdict().toNanos() && wait.reportsFirst()) {
            LOG.warn(
                    "SCP-243 {}: a connection has waited {} s for the server, and it cannot be found out whether in vain:"
                            + " {}. It is left alone; if its path is lost, the system's TCP keepalive ends it.",
                    pool,
                    seconds(now - wait.since()),
                    why);
        }
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }
}
